import type { Locator, Page } from "@playwright/test";
import { connect } from "../support/api.ts";
import type { Tocsin } from "../support/server.ts";
import { expect, signIn, test } from "./fixtures.ts";

const WEBHOOKS = "/settings/notification-channels/webhooks";
const NAMES = ["Archive", "Jira", "Pager", "Slack"];

const names = (page: Page) => page.getByRole("rowheader").allTextContents();
const actionsFor = (page: Page, name: string) => page.getByRole("button", { name: `Actions for ${name}` });

/** Creates channels that receive nothing and a rule that names only Jira, then opens their list. */
async function openList(page: Page, tocsin: Tocsin): Promise<void> {
  const api = connect(tocsin);
  for (const name of NAMES) {
    const { id } = await api.createChannel({
      name,
      url: `http://127.0.0.1:9/${name}`,
      enabled: name !== "Slack",
    });
    if (name === "Jira")
      await api.request("POST", "/api/v1/rules", { body: { name: "Critical", channels: [id] } });
  }
  await signIn(page, tocsin, WEBHOOKS);
  await expect(page.getByRole("rowheader")).toHaveText(NAMES);
}

test("the ellipsis is a menu for the keyboard; after a delete the focus goes to the next row", async ({
  page,
  tocsin,
}) => {
  await openList(page, tocsin);
  const item = (name: string) => page.getByRole("menuitem", { name });

  await test.step("Enter and Space open it, arrows, Home, End and letters move, Escape gives the focus back", async () => {
    await actionsFor(page, "Jira").focus();
    for (const key of ["Enter", "Space", "ArrowDown"]) {
      await page.keyboard.press(key);
      await expect(item("Disable")).toBeFocused();
      await page.keyboard.press("Escape");
      await expect(actionsFor(page, "Jira")).toBeFocused();
    }
    await page.keyboard.press("Enter");
    for (const [key, name] of [
      ["ArrowDown", "Edit"],
      ["End", "Delete"],
      ["Home", "Disable"],
      ["t", "Test Webhook"],
    ] as const) {
      await page.keyboard.press(key);
      await expect(item(name)).toBeFocused();
    }
  });

  await test.step("Delete names the rules, and says what happens to them", async () => {
    await page.keyboard.press("End");
    await page.keyboard.press("Enter");
    const question = page.getByRole("alertdialog", { name: "Delete Jira?" });
    await expect(question.getByRole("button", { name: "Cancel" })).toBeFocused();
    await expect(question).toContainText(
      "The rules All alerts, Tocsin itself, and Critical send to it, and no longer will.",
    );
    await expect(question).toContainText("Critical sends to no other, and is disabled.");
    await question.getByRole("button", { name: "Delete" }).click();
    await expect(page.getByRole("link", { name: "Pager", exact: true })).toBeFocused();
    expect(await names(page)).toEqual(["Archive", "Pager", "Slack"]);
  });
});

test("search, order and status are stored in the address bar; several webhooks are changed at once", async ({
  page,
  tocsin,
}) => {
  await openList(page, tocsin);

  await test.step("Back removes the filter, and a link keeps it", async () => {
    await page.getByRole("searchbox").fill("jira");
    await expect(page.getByRole("rowheader")).toHaveText(["Jira"]);
    await expect(page).toHaveURL(/\?q=jira$/);
    await page.goto(`${tocsin.url}${WEBHOOKS}?status=enabled&sort=-name`);
    await expect(page.getByRole("rowheader")).toHaveText(["Pager", "Jira", "Archive"]);
    await page.goBack();
    await expect(page.getByRole("rowheader")).toHaveText(["Jira"]);
  });

  await test.step("Disable and Delete of two", async () => {
    await page.goto(tocsin.url + WEBHOOKS);
    for (const name of ["Jira", "Pager"])
      await page.getByRole("checkbox", { name: `Select ${name}` }).click();
    await expect(page.getByText("2 of 4 selected")).toBeVisible();
    await page.getByRole("button", { name: "Disable", exact: true }).click();
    await expect(page.getByText("2 webhooks are disabled")).toBeVisible();
    await page.getByRole("button", { name: "Delete", exact: true }).click();
    const question = page.getByRole("alertdialog", { name: "Delete 2 webhooks?" });
    await expect(question.getByRole("listitem")).toHaveText(["Jira", "Pager"]);
    await question.getByRole("button", { name: "Delete" }).click();
    await expect(page.getByRole("rowheader")).toHaveText(["Archive", "Slack"]);
    await expect(page.getByRole("link", { name: "Slack", exact: true })).toBeFocused();
  });
});

test("if two admins change the same webhook, the second sees both versions, and saves what they choose", async ({
  page,
  tocsin,
  context,
}) => {
  await openList(page, tocsin);
  await page.getByRole("link", { name: "Jira", exact: true }).click();
  await expect(page).toHaveURL(/\/chn_/);
  await page.getByLabel("Name").fill("Jira Cloud");
  await page.getByLabel("URL", { exact: true }).fill("http://127.0.0.1:9/cloud");
  const other = await context.newPage();
  await other.goto(page.url());
  await other.getByLabel("Name").fill("Jira Server");
  await other.getByLabel("URL", { exact: true }).fill("http://127.0.0.1:9/server");
  await other.getByRole("checkbox", { name: "Verify SSL Certificate" }).click();
  await other.getByRole("button", { name: "Save" }).click();
  await expect(other).toHaveURL(tocsin.url + WEBHOOKS);

  await test.step("both versions are shown field by field; the form has the other admin's other changes", async () => {
    await page.getByRole("button", { name: "Save" }).click();
    const conflict = page.getByRole("alert").filter({ hasText: "Somebody else changed this webhook" });
    await expect(conflict).toBeFocused();
    await expect(conflict.getByRole("term")).toHaveText(["Name", "URL"]);
    await expect(conflict.getByRole("definition")).toHaveText([
      "Theirs: Jira Server",
      "Mine: Jira Cloud",
      "Take theirs",
      "Theirs: http://127.0.0.1:9/server",
      "Mine: http://127.0.0.1:9/cloud",
      "Take theirs",
    ]);
    await expect(conflict).toContainText("Their change of Verify SSL Certificate is in the form now.");
    await expect(page.getByRole("checkbox", { name: "Verify SSL Certificate" })).not.toBeChecked();
    await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Jira Cloud");
  });

  await test.step("Save keeps their value of one field and mine of the other", async () => {
    await page.getByRole("button", { name: "Take theirs: URL" }).click();
    await expect(page.getByLabel("URL", { exact: true })).toHaveValue("http://127.0.0.1:9/server");
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page).toHaveURL(tocsin.url + WEBHOOKS);
    await page.getByRole("link", { name: "Jira Cloud", exact: true }).click();
    await expect(page.getByLabel("URL", { exact: true })).toHaveValue("http://127.0.0.1:9/server");
  });
});

test("below 768 pixels, a webhook's trouble is shown within its row", async ({ page, tocsin, receiver }) => {
  receiver.answer = () => ({ status: 410 });
  const api = connect(tocsin);
  await api.createChannel({ name: "Gone", url: receiver.url });
  const { results } = await api.post({ alert_title: "Disk full" });
  await api.waitForDelivery(results[0]?.event_id ?? "", "failed");
  await page.setViewportSize({ width: 390, height: 900 });
  await signIn(page, tocsin, WEBHOOKS);
  const cell = page.getByRole("cell").filter({ hasText: "410 Gone" });
  const bottomOf = (place: Locator) => place.evaluate((element) => element.getBoundingClientRect().bottom);
  expect(await bottomOf(cell.getByText("410 Gone"))).toBeLessThanOrEqual(await bottomOf(cell));
});
