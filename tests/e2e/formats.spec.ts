import type { Page } from "@playwright/test";
import { connect } from "../support/api.ts";
import { expect, expectAccessible, signIn, test } from "./fixtures.ts";

const WEBHOOKS = "/settings/notification-channels/webhooks";

/** Presses the option again if the list was still opening: such a press may not count. */
const chooseFormat = async (page: Page, name: string) => {
  const format = page.getByRole("combobox", { name: "Format" });
  const option = page.getByRole("option", { name, exact: true });
  await format.click();
  await option.waitFor();
  await expect(async () => {
    if (await option.isVisible()) await option.click({ timeout: 1_000 });
    await expect(format).toHaveText(name, { timeout: 1_000 });
  }).toPass({ timeout: 10_000 });
};

const preview = (page: Page) => page.getByRole("region", { name: "Preview", exact: true });

test("a Slack channel from a pasted URL: proposed, previewed, saved and delivered", async ({
  page,
  tocsin,
  receiver,
}) => {
  test.setTimeout(120_000);
  receiver.answer = () => ({ status: 200, body: "ok" });
  const api = connect(tocsin);
  const secret = "T00000000/B00000000/s3cr3tOfSlack000000000000";
  await signIn(page, tocsin, `${WEBHOOKS}/new`);

  await test.step("without a format of its own it sends the 17 fields", async () => {
    await expect(preview(page)).toContainText('"previous_alert_status"');
  });

  await test.step("the pasted URL proposes the format and the protection of its secret part", async () => {
    await page.getByLabel("Name").fill("Ops room");
    await page.getByLabel("URL", { exact: true }).fill(`https://hooks.slack.com/services/${secret}`);
    await expect(page.getByText(/This URL belongs to Slack/)).toBeVisible();
    await expectAccessible(page);
    await page.getByRole("button", { name: "Use it" }).click();
    await expect(page.getByRole("combobox", { name: "Format" })).toHaveText("Slack");
    await expect(page.getByLabel("Replacement Value")).toHaveValue("SECRET");
    await expect(
      page.getByText("https://hooks.slack.com/services/T00000000/B00000000/{{SECRET}}"),
    ).toBeVisible();
    await expect(page.getByLabel("URL", { exact: true })).toBeFocused();
    await expect(page.getByRole("button", { name: "Use it" })).toHaveCount(0);
  });

  await test.step("the preview shows Slack's body of a sample", async () => {
    await expect(preview(page)).toContainText('"blocks"');
    await expect(preview(page)).toContainText("For a sample alert");
    await expectAccessible(page);
  });

  await test.step("saved, it sends that body, and its page shows what it sent", async () => {
    await page.getByLabel("URL", { exact: true }).fill(`${receiver.url}/services/${secret}`);
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("button", { name: "I have stored it" }).click();
    await expect(page.getByRole("row").filter({ hasText: "Ops room" })).toContainText("Slack");
    const { results } = await api.post({ alert_id: "disk", alert_title: "Disk almost full" });
    const delivery = await api.waitForDelivery(results[0]?.event_id ?? "", "delivered");
    const [request] = await receiver.waitFor(1);
    expect(request?.path).toBe(`/services/${secret}`);
    expect(JSON.parse(request?.rawBody.toString() ?? "")).toHaveProperty("attachments");
    await page.goto(`${tocsin.url}/deliveries/${delivery.id}`);
    await expect(page.getByRole("region", { name: "request body" })).toContainText("Disk almost full");
    expect(await page.content()).not.toContain("s3cr3tOfSlack");
  });

  await test.step("the form opens with the format, and previews the last event", async () => {
    await page.goto(`${tocsin.url}${WEBHOOKS}`);
    await page.getByRole("link", { name: "Ops room", exact: true }).click();
    await expect(page.getByRole("combobox", { name: "Format" })).toHaveText("Slack");
    await expect(preview(page)).toContainText("Disk almost full");
    await expect(preview(page)).toContainText("last event");
    expect(await page.content()).not.toContain("s3cr3tOfSlack");
  });

  await test.step("a duplicate has the format, and none of the secrets", async () => {
    await page.goto(`${tocsin.url}${WEBHOOKS}`);
    await page.getByRole("button", { name: "Actions for Ops room" }).click();
    await page.getByRole("menuitem", { name: "Duplicate" }).click();
    await expect(page.getByRole("combobox", { name: "Format" })).toHaveText("Slack");
    await expect(page.getByLabel("Sensitive Value", { exact: true })).toHaveValue("");
  });
});

test("a template's mistake is shown at its line, and what waits will use the mended one", async ({
  page,
  tocsin,
  receiver,
}) => {
  test.setTimeout(120_000);
  const api = connect(tocsin);
  const { id } = await api.createChannel({
    name: "Pager",
    url: `${receiver.url}/pager`,
    retry_schedule: [3_600],
  });
  receiver.answer = () => ({ status: 503 });
  const { results } = await api.post({ alert_title: "Disk almost full", priority: "High" });
  const eventId = results[0]?.event_id ?? "";
  const waiting = await api.waitForDelivery(eventId, "pending", { attempts: 1 });
  await signIn(page, tocsin, `${WEBHOOKS}/${id}`);
  await chooseFormat(page, "Template");
  const editor = page.getByRole("textbox", { name: "Template" });

  await test.step("it begins with an example that works, and says what waits", async () => {
    await expect(editor).toHaveValue(/alert_title/);
    await expect(preview(page)).toContainText("Disk almost full");
    await expect(page.getByText("1 pending delivery waits and will use it.")).toBeVisible();
    await expectAccessible(page);
  });

  await test.step("a mistake is named with its line, in the preview and at Save", async () => {
    await editor.fill('{\n  "text": "{{ alert_title | shout }}"\n}');
    await expect(preview(page)).toContainText(/line 2/);
    await page.getByRole("button", { name: /^Go to line 2/ }).click();
    await expect(editor).toBeFocused();
    await page.getByRole("button", { name: "Save" }).click();
    await expect(editor).toHaveAttribute("aria-invalid", "true");
    await expect(page).toHaveURL(new RegExp(`${id}$`));
  });

  await test.step("a variable can be inserted, and the mended template is sent", async () => {
    await editor.fill('{"text": ""}');
    await editor.evaluate((area: HTMLTextAreaElement) => area.setSelectionRange(10, 10));
    await page.getByText("Variables, filters and tags").click();
    await page.getByRole("button", { name: "Insert alert_title" }).click();
    await expect(editor).toHaveValue('{"text": "{{ alert_title }}"}');
    await expect(preview(page)).toContainText('"Disk almost full"');
    receiver.answer = () => ({ status: 200 });
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByText("Pager is saved")).toBeVisible();
    await api.request("POST", `/api/v1/deliveries/${waiting.id}/send-now`);
    await api.waitForDelivery(eventId, "delivered");
    expect(receiver.requests.at(-1)?.rawBody.toString()).toBe('{"text": "Disk almost full"}');
  });
});

test("a format's secret field shows as saved, and another format drops it", async ({
  page,
  tocsin,
  receiver,
}) => {
  const key = "R9876543210FEDCBA9876543210FEDCB";
  const { id } = await connect(tocsin).createChannel({
    name: "On call",
    url: `${receiver.url}/v2/enqueue`,
    format: { type: "pagerduty", routing_key: key },
  });
  await signIn(page, tocsin, `${WEBHOOKS}/${id}`);
  await expect(page.getByLabel("Integration Key", { exact: true })).toContainText("Saved");
  await expect(preview(page)).toContainText("dedup_key");
  expect(await page.content()).not.toContain(key);

  await test.step("at another URL it must be entered again", async () => {
    await page.getByLabel("URL", { exact: true }).fill(`${receiver.url}/elsewhere`);
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByLabel("Integration Key", { exact: true })).toBeFocused();
    await page.getByLabel("URL", { exact: true }).fill(`${receiver.url}/v2/enqueue`);
  });

  await test.step("after another format and back it is saved still", async () => {
    await chooseFormat(page, "ntfy");
    await chooseFormat(page, "PagerDuty");
    await expect(page.getByLabel("Integration Key", { exact: true })).toContainText("Saved");
  });
});
