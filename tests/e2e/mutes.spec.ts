import type { Page } from "@playwright/test";
import { type Api, connect, type Mute, type Page as RestPage } from "../support/api.ts";
import { tocsin as cli } from "../support/cli.ts";
import { expect, expectAccessible, signIn, test } from "./fixtures.ts";

const WEBHOOKS = "/settings/notification-channels/webhooks";
const HOUR = 3_600_000;
/** The page checks for changes every 5 s. */
const BY_ITSELF = { timeout: 15_000 };

const liveMutes = async (api: Api): Promise<Mute[]> =>
  (await api.get<RestPage<Mute>>("/api/v1/mutes?state=live")).body.data;

/** A button of the page. Behind a dialog it can't be found. */
const button = (page: Page, name: string) =>
  page.getByRole("main").getByRole("button", { name, exact: true });
const note = (page: Page) => page.getByText(/^Muted until \d\d:\d\d$/);

test("an alert is muted for an hour with two presses, and the mute is ended early", async ({
  page,
  tocsin,
  receiver,
}) => {
  test.setTimeout(120_000);
  const api = connect(tocsin);
  await api.createChannel({ name: "Jira", url: `${receiver.url}/hook` });
  await api.post({ alert_id: "disk", alert_title: "Disk almost full" });
  await signIn(page, tocsin, "/alerts/disk");

  await button(page, "Mute").click();
  const dialog = page.getByRole("alertdialog", { name: "Mute Disk almost full?" });
  await expect(dialog).toBeVisible();
  await expectAccessible(page);
  const before = Date.now();
  await dialog.getByRole("button", { name: "Mute", exact: true }).click();
  await expect(note(page)).toBeVisible();
  const [mute] = await liveMutes(api);
  expect(mute).toMatchObject({ alert_id: "disk", created_by: "ada", remark: null });
  expect(Date.parse(mute?.until ?? "") - before).toBeGreaterThanOrEqual(HOUR);
  expect(Date.parse(mute?.until ?? "") - Date.now()).toBeLessThanOrEqual(HOUR);

  await api.post({ alert_id: "disk", priority: "High" });
  const told = page.getByText(/^ada muted this alert until \d{4}-\d\d-\d\d \d\d:\d\d UTC\.$/);
  await expect(told).toBeVisible(BY_ITSELF);
  await expectAccessible(page);
  await page.goto(`${tocsin.url}/alerts`);
  await expect(page.getByRole("row", { name: /Disk almost full/ }).getByText(/^Muted until/)).toBeVisible();
  await expectAccessible(page);

  await page.getByRole("link", { name: "Disk almost full" }).click();
  await button(page, "End mute").click();
  await expect(note(page)).toBeHidden();
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  expect(await liveMutes(api)).toEqual([]);
  const { results } = await api.post({ alert_id: "disk" });
  await api.waitForDelivery(results[0]?.event_id ?? "", "delivered");
});

test("a webhook is muted with two keys, for eight hours with a remark, and until a time", async ({
  page,
  tocsin,
  receiver,
}) => {
  test.setTimeout(120_000);
  const api = connect(tocsin);
  const { id } = await api.createChannel({ name: "Jira", url: `${receiver.url}/hook` });
  await signIn(page, tocsin, `${WEBHOOKS}/${id}/deliveries`);

  await test.step("two keys", async () => {
    await button(page, "Mute").focus();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("alertdialog").getByRole("button", { name: "Mute" })).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(note(page)).toHaveCount(1);
    await expect(button(page, "Mute")).toBeFocused();
  });

  await test.step("eight hours, with a remark", async () => {
    await button(page, "Mute").click();
    const dialog = page.getByRole("alertdialog");
    await dialog.getByText("8 hours").click();
    await dialog.getByLabel("Remark").fill("Moving house.");
    await dialog.getByRole("button", { name: "Mute" }).click();
    await expect(note(page)).toHaveCount(2);
    await expect(page.getByText("Moving house.")).toBeVisible();
  });

  await test.step("until a time, which must be chosen", async () => {
    await button(page, "Mute").click();
    const dialog = page.getByRole("alertdialog");
    await dialog.getByText("Until…").click();
    await dialog.getByLabel("Until", { exact: true }).fill("");
    await dialog.getByRole("button", { name: "Mute" }).click();
    await expect(dialog.getByText("Choose the time when the mute ends.")).toBeVisible();
    await dialog.getByLabel("Until", { exact: true }).fill("2020-01-01T00:00");
    await dialog.getByRole("button", { name: "Mute" }).click();
    await expect(dialog.getByText(/is in the past/)).toBeVisible();
    await expectAccessible(page);
    await dialog.getByRole("button", { name: "Cancel" }).click();
    expect(await liveMutes(api)).toHaveLength(2);
  });

  await test.step("the list says so", async () => {
    await page.goto(`${tocsin.url}${WEBHOOKS}`);
    await expect(page.getByRole("row", { name: /Jira/ }).getByText(/^Muted until/)).toBeVisible();
    await expectAccessible(page);
  });
});

test("a filter and a rule are muted, and the page Mutes lists them", async ({ page, tocsin, receiver }) => {
  test.setTimeout(120_000);
  const api = connect(tocsin);
  await api.createChannel({ name: "Jira", url: `${receiver.url}/hook` });
  const rule = await api.createRule({ name: "Night shift" });
  await api.post({ alert_id: "disk", alert_title: "Disk almost full", priority: "Low" });

  await signIn(page, tocsin, `/rules/${rule.id}`);
  await button(page, "Mute").click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Mute" }).click();
  await expect(note(page)).toBeVisible();
  await page.goto(`${tocsin.url}/rules`);
  await expect(page.getByRole("row", { name: /Night shift/ }).getByText(/^Muted until/)).toBeVisible();

  await page.getByRole("link", { name: "Mutes" }).click();
  await page.getByRole("link", { name: "Add" }).click();
  await page.waitForURL(/\/mutes\/new$/);
  await button(page, "Mute").click();
  await expect(page.getByText("Choose a field.")).toBeVisible();
  await page.getByLabel("Key").fill("priority");
  await page.getByRole("option", { name: "priority" }).click();
  await page.getByRole("combobox", { name: "Value" }).click();
  await page.getByRole("option", { name: "Low" }).click();
  await page.getByLabel("Remark").fill("Low ones can wait.");
  await expectAccessible(page);
  await button(page, "Mute").click();
  await page.waitForURL(/\/mutes$/);

  const row = (name: string) => page.getByRole("row").filter({ hasText: name });
  await expect(row("priority is Low")).toContainText("By ada · Low ones can wait.");
  await expect(row("Night shift")).toContainText("Rule");
  await expectAccessible(page);
  await page.goto(`${tocsin.url}/alerts/disk`);
  await expect(page.getByText("ada muted events for which priority is Low.")).toBeVisible();
  await expect(page.getByText("“Low ones can wait.”")).toBeVisible();

  await page.goto(`${tocsin.url}/mutes`);
  await button(page, "Actions for priority is Low").click();
  await page.getByRole("menuitem", { name: "End mute" }).click();
  await expect(row("priority is Low")).toBeHidden();
  await page.goto(`${tocsin.url}/mutes?state=ended`);
  await expect(row("priority is Low")).toContainText("ended early by ada");
  await expectAccessible(page);
});

test("a viewer sees what is muted, and nothing to change it by", async ({ page, tocsin }) => {
  const api = connect(tocsin);
  await api.post({ alert_id: "disk", alert_title: "Disk almost full" });
  const until = new Date(Date.now() + HOUR).toISOString();
  await api.request("POST", "/api/v1/mutes", { body: { alert_id: "disk", until } });
  const who = { email: "vera@example.com", password: "correct horse battery" };
  const args = ["user", "create", "--email", who.email, "--name", "Vera", "--role", "viewer"];
  await cli([...args, "--password-file", "-"], { dataDir: tocsin.dataDir, stdin: `${who.password}\n` });
  await signIn(page, tocsin, "/alerts/disk", who);
  await expect(note(page)).toBeVisible();
  await expect(page.getByRole("button", { name: /mute/i })).toHaveCount(0);
  await page.goto(`${tocsin.url}/mutes`);
  await expect(page.getByRole("link", { name: "Disk almost full" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Add" })).toHaveCount(0);
  await page.goto(`${tocsin.url}/mutes/new`);
  await expect(page.getByText("Only operators and admins mute")).toBeVisible();
});
