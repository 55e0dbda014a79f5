import type { Page } from "@playwright/test";
import { connect } from "../support/api.ts";
import { expect, expectAccessible, signIn, test } from "./fixtures.ts";

const WEBHOOKS = "/settings/notification-channels/webhooks";

async function openFromMenu(page: Page, item: string): Promise<void> {
  await page.getByRole("button", { name: "Actions for Jira" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("menuitem", { name: item }).press("Enter");
}

test("the first Escape closes a dialog, however it was opened, and the focus goes back", async ({
  page,
  tocsin,
  receiver,
}) => {
  test.setTimeout(120_000);
  const { id } = await connect(tocsin).createChannel({ name: "Jira", url: `${receiver.url}/hook` });
  const dialog = page.getByRole("dialog");
  const question = page.getByRole("alertdialog");
  await signIn(page, tocsin, WEBHOOKS);

  await test.step("from a menu", async () => {
    await openFromMenu(page, "Test Webhook");
    await expect(dialog.getByText("Delivered: the receiver answered 200.")).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(dialog).toHaveCount(0);
    await expect(page.getByRole("button", { name: "Actions for Jira" })).toBeFocused();

    await openFromMenu(page, "Delete");
    await expect(question.getByRole("button", { name: "Cancel" })).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(question).toHaveCount(0);
    await expect(page.getByRole("button", { name: "Actions for Jira" })).toBeFocused();
  });

  await test.step("from a button, also with the focus on the dialog's Close", async () => {
    await page.goto(`${tocsin.url}${WEBHOOKS}/${id}/security`);
    const button = page.getByRole("button", { name: "Test Webhook" });
    await button.press("Enter");
    await expect(dialog.getByRole("button", { name: "Send again" })).toBeFocused();
    await dialog.getByRole("button", { name: "Close dialog" }).focus();
    await page.keyboard.press("Escape");
    await expect(dialog).toHaveCount(0);
    await expect(button).toBeFocused();
  });

  await test.step("if the act can be undone, its button has the focus", async () => {
    await page.getByRole("button", { name: "Rotate signing secret" }).press("Enter");
    await expect(question.getByRole("button", { name: "Rotate" })).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(question).toHaveCount(0);
  });
});

test("Test Webhook sends at the first press; the sample alert is edited and sent again", async ({
  page,
  tocsin,
  receiver,
}) => {
  test.setTimeout(120_000);
  const { id } = await connect(tocsin).createChannel({ name: "Jira", url: `${receiver.url}/hook` });
  const dialog = page.getByRole("dialog", { name: "Test Webhook" });
  const bodyOf = (index: number) => JSON.parse(receiver.requests[index]?.rawBody.toString() ?? "{}");
  await signIn(page, tocsin, `${WEBHOOKS}/${id}/deliveries`);
  await page.getByRole("button", { name: "Test Webhook" }).click();
  await expect(dialog.getByRole("region", { name: "Response" }).getByText("200")).toBeVisible();
  expect(receiver.requests).toHaveLength(1);
  expect(bodyOf(0)).toMatchObject({ status: "Open" });
  await expectAccessible(page);

  await test.step("another preset, and another title", async () => {
    await dialog.getByRole("radio", { name: "Resolved" }).check();
    await dialog.getByText("Edit it as JSON").click();
    const editor = dialog.getByLabel("Sample alert as JSON");
    await editor.fill((await editor.inputValue()).replace("Test alert from Tocsin", "Disk is fine again"));
    await dialog.getByRole("button", { name: "Send again" }).click();
    await receiver.waitFor(2);
    expect(bodyOf(1)).toMatchObject({ status: "Resolved", alert_title: "Disk is fine again" });
    expect(bodyOf(1).alert_id).toBe(bodyOf(0).alert_id);
  });

  await test.step("an invalid alert is reported, and not sent", async () => {
    await dialog.getByLabel("Sample alert as JSON").fill("{");
    await dialog.getByRole("button", { name: "Send again" }).click();
    await expect(dialog.getByText(/is not valid JSON/)).toBeVisible();
    expect(receiver.requests).toHaveLength(2);
  });

  await test.step("closed, the list shows both Tests", async () => {
    await dialog.getByRole("button", { name: "Close", exact: true }).click();
    await expect(page.getByRole("rowheader")).toContainText(["Disk is fine again", "Test alert from Tocsin"]);
    await page.getByRole("link", { name: "Disk is fine again" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Disk is fine again" })).toBeVisible();
    await expect(page.getByRole("button", { name: "Redeliver" })).toHaveCount(0);
  });
});
