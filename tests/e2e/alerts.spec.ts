import { type Alert, apiOf, connect, createApiKey, type Page } from "../support/api.ts";
import { until } from "../support/until.ts";
import { expect, expectAccessible, signIn, test } from "./fixtures.ts";

/** The page checks for changes every 5 s. */
const BY_ITSELF = { timeout: 15_000 };

test("an empty list shows the first alert by itself", async ({ page, tocsin }) => {
  await signIn(page, tocsin, "/alerts");
  await expect(page.getByText("Listening…")).toBeVisible();
  await expect(page.getByText(`${tocsin.url}/api/v1/alerts`)).toBeVisible();
  await expectAccessible(page);
  await apiOf(tocsin.url, createApiKey(tocsin.dataDir, ["ingest"])).post({ alert_title: "Disk almost full" });
  await expect(page.getByRole("link", { name: "Disk almost full" })).toBeVisible(BY_ITSELF);
  await expect(page.getByText("Listening…")).toBeHidden();
});

test("from the list to the timeline: filter, acknowledge with a remark, resolve several", async ({
  page,
  tocsin,
  receiver,
}) => {
  test.setTimeout(180_000);
  const api = connect(tocsin);
  const channel = await api.createChannel({ name: "Jira", url: `${receiver.url}/hook` });
  await api.createChannel({ name: "Slack", url: `${receiver.url}/off`, enabled: false });
  await api.post([
    { alert_id: "disk/1", alert_title: "Disk almost full", priority: "Critical", category: "Disk" },
    { alert_id: "login", alert_title: "Login failed", priority: "Low", source_name: "Keycloak" },
    { alert_id: "cpu", alert_title: "CPU hot", details: { host: "db-1" } },
  ]);
  await signIn(page, tocsin, "/alerts");
  const row = (title: string) => page.getByRole("row").filter({ hasText: title });

  await test.step("the list shows each alert's details", async () => {
    for (const text of ["Open", "Critical", "Disk"])
      await expect(row("Disk almost full").getByText(text, { exact: true })).toBeVisible();
    await expectAccessible(page);
  });

  await test.step("filters and search are stored in the address bar", async () => {
    await page.getByRole("combobox", { name: "Priority" }).selectOption("Critical");
    await page.waitForURL(/priority=Critical/);
    await expect(row("Login failed")).toBeHidden();
    await expect(row("Disk almost full")).toBeVisible();
    await page.goBack();
    await expect(row("Login failed")).toBeVisible();
    await page.getByRole("searchbox", { name: "Search alerts" }).fill("keyc");
    await page.waitForURL(/q=keyc/);
    await expect(row("Login failed")).toBeVisible();
    await expect(row("Disk almost full")).toBeHidden();
    await page.goto(`${tocsin.url}/alerts?q=nothing`);
    await expect(page.getByText("No alert matches")).toBeVisible();
    await page.getByRole("link", { name: "Show all alerts" }).click();
    await expect(row("CPU hot")).toBeVisible();
  });

  await test.step("acknowledge one with a remark, by keyboard", async () => {
    await page.getByRole("button", { name: "Actions for Disk almost full" }).focus();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("menuitem", { name: "Acknowledge" })).toBeFocused();
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("alertdialog", { name: "Acknowledge Disk almost full?" });
    await dialog.getByLabel("Remark").fill("Looking into it.");
    await dialog.getByRole("button", { name: "Acknowledge" }).click();
    await expect(row("Disk almost full").getByText("Acknowledged")).toBeVisible();
    const requests = await receiver.waitFor((all) =>
      all.some(({ rawBody }) => rawBody.includes('"status":"Acknowledged"')),
    );
    const sent = requests.find(({ rawBody }) => rawBody.includes('"status":"Acknowledged"'));
    expect(JSON.parse(sent?.rawBody.toString() ?? "")).toMatchObject({
      alert_id: "disk/1",
      previous_alert_status: "Open",
      initiated_by: "ada",
    });
  });

  await test.step("resolve several at once; those already resolved are skipped", async () => {
    await api.post({ alert_id: "login", status: "Resolved" });
    await expect(row("Login failed").getByText("Resolved")).toBeVisible(BY_ITSELF);
    await page.getByRole("checkbox", { name: "Select all on this page" }).click();
    await page.getByRole("button", { name: "Resolve", exact: true }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Resolve" }).click();
    await expect(page.getByText("2 alerts are Resolved")).toBeVisible();
    await expect(page.getByText("1 alert skipped: its status does not allow it.")).toBeVisible();
    await expect(row("CPU hot").getByText("Resolved")).toBeVisible();
    await expect(page.getByText("selected:")).toBeHidden();
    await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  });

  await test.step("the timeline shows every event, and why a disabled webhook got nothing", async () => {
    await page.getByRole("link", { name: "Disk almost full" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Disk almost full" })).toBeVisible();
    const events = page.getByRole("list", { name: "Events, newest first" }).locator("> li");
    await expect(events).toHaveCount(3);
    await expect(events.nth(0)).toContainText("Was Acknowledged, by ada");
    await expect(events.nth(1)).toContainText("Looking into it.");
    await expect(events.nth(2)).toContainText("First event, from Tests");
    await expect(events.nth(1)).toContainText("The channel was disabled when the event came in.");
    await expect(events.nth(1).getByRole("link", { name: "Delivered" })).toBeVisible(BY_ITSELF);
    await expectAccessible(page);
    await events.nth(2).getByRole("link", { name: "Delivered" }).click();
    await page.waitForURL(/\/deliveries\/dlv_/);
    await page.goBack();
  });

  await test.step("reopen on the alert's page", async () => {
    await page.getByRole("button", { name: "Reopen" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Reopen" }).click();
    await expect(page.getByRole("button", { name: "Acknowledge" })).toBeVisible();
    await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
    expect(await api.alert("disk/1")).toMatchObject({ status: "Open", previous_alert_status: "Resolved" });
  });

  await test.step("details are shown as JSON", async () => {
    await page.goto(`${tocsin.url}/alerts/cpu`);
    await expect(page.getByText('"db-1"')).toBeVisible();
    await expectAccessible(page);
  });

  await test.step("an id may hold any printable character", async () => {
    for (const id of ["100%", "%2F", "a?b#c", "..."]) {
      await api.post({ alert_id: id, alert_title: `Alert ${id}` });
      await page.goto(`${tocsin.url}/alerts`);
      await page.getByRole("link", { name: `Alert ${id}` }).click();
      await expect(page.getByRole("heading", { level: 1, name: `Alert ${id}` })).toBeVisible();
      await expect.poll(() => page.title()).toContain(`Alert ${id}`);
    }
  });
  await api.request("DELETE", `/api/v1/channels/${channel.id}`);
});

test("a job changes everything that a filter finds, except alerts that came after the list was read", async ({
  page,
  tocsin,
}) => {
  test.setTimeout(240_000);
  const api = connect(tocsin);
  const post = (from: number) =>
    api.post(
      Array.from({ length: 450 }, (_, n) => ({
        alert_id: `many-${from + n}`,
        alert_title: "Many",
        category: "Load",
      })),
    );
  await post(0);
  await post(450);
  await until("the last one to be found", async () => {
    const { body } = await api.get<Page<Alert>>("/api/v1/alerts?q=many-899");
    return body.data.length === 1;
  });
  await signIn(page, tocsin, "/alerts?category=Load");
  await expect(page.getByRole("link", { name: "Many" }).first()).toBeVisible(BY_ITSELF);
  const chooseAll = async (name: RegExp) => {
    await page.getByRole("checkbox", { name: "Select all on this page" }).click();
    await page.getByRole("button", { name }).click();
  };

  await test.step("the page shows the job's progress and result", async () => {
    await chooseAll(/^Select all 900$/);
    await api.post([{ alert_id: "many-7" }, { alert_id: "unseen", alert_title: "Unseen", category: "Load" }]);
    await until("the search to know it", async () => {
      const { body } = await api.get<Page<Alert>>("/api/v1/alerts?q=unseen");
      return body.data.length === 1;
    });
    await page.getByRole("button", { name: "Acknowledge", exact: true }).click();
    const dialog = page.getByRole("alertdialog", { name: "Acknowledge all 900 alerts?" });
    await dialog.getByRole("button", { name: "Acknowledge" }).click();
    await expect(dialog).toBeHidden();
    await expect(page.getByRole("progressbar", { name: "Acknowledging 899 alerts" })).toBeVisible();
    await expect(page.getByRole("button", { name: "Stop" })).toBeVisible();
    await expect(page.getByRole("status").getByText("899 alerts are Acknowledged")).toBeVisible(BY_ITSELF);
    await expect(
      page.getByText("2 alerts left out: they have changed since you saw the list."),
    ).toBeVisible();
    await expectAccessible(page);
    for (const id of ["many-0", "many-449", "many-899"])
      expect(await api.alert(id)).toMatchObject({ status: "Acknowledged", initiated_by: "ada" });
    for (const id of ["many-7", "unseen"]) expect(await api.alert(id)).toMatchObject({ status: "Open" });
    await page.getByRole("button", { name: "Dismiss" }).click();
    await expect(page.getByText("899 alerts are Acknowledged")).toBeHidden();
  });

  await test.step("Stop ends it, and keeps what it has done", async () => {
    await page.goto(`${tocsin.url}/alerts?category=Load&status=Acknowledged`);
    await chooseAll(/^Select all \d+$/);
    await page.getByRole("button", { name: "Resolve", exact: true }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Resolve" }).click();
    await page.getByRole("button", { name: "Stop" }).click();
    await expect(page.getByText(/^Stopped: \d+ of \d+ alerts are Resolved$/).first()).toBeVisible();
  });

  await test.step("a value that the list does not know is said, and ignored", async () => {
    await page.goto(`${tocsin.url}/alerts?status=open&category=Load`);
    await expect(page.getByText('Not filtered by status "open"')).toBeVisible();
    await expect(page.getByRole("rowheader").first()).toBeVisible();
  });
});
