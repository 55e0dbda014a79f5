import type { Page } from "@playwright/test";
import { connect } from "../support/api.ts";
import type { Tocsin } from "../support/server.ts";
import { ADMIN, expect, test } from "./fixtures.ts";

test.use({ javaScriptEnabled: false });

async function signInByForm(page: Page, tocsin: Tocsin, path: string, password = ADMIN.password) {
  await page.goto(tocsin.url + path);
  await page.getByLabel("Email").fill(ADMIN.email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

const heading = (page: Page, name: string | RegExp) => page.getByRole("heading", { level: 1, name });

test("without a script, the form signs in and opens the requested page, and one can sign out", async ({
  page,
  context,
  tocsin,
}) => {
  await signInByForm(page, tocsin, "/deliveries?state=failed", "wrong horse battery");
  await expect(page.getByRole("alert")).toContainText("The email or the password is wrong");
  await page.getByLabel("Email").fill(ADMIN.email);
  await page.getByLabel("Password", { exact: true }).fill(ADMIN.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(`${tocsin.url}/deliveries?state=failed`);
  const names = (await context.cookies()).map(({ name }) => name).sort();
  expect(names).toEqual(["tocsin-device", "tocsin-session"]);
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(heading(page, "Sign in")).toBeVisible();
  expect((await context.cookies()).map(({ name }) => name)).toEqual(["tocsin-device"]);
});

test("without a script, every page shows its content", async ({ page, tocsin }) => {
  const api = connect(tocsin);
  const { id: channel } = await api.createChannel({ name: "Jira", url: "http://127.0.0.1:9/hook" });
  const rule = await api.createRule({ name: "Critical" });
  const source = await api.request<{ id: string }>("POST", "/api/v1/sources", { body: { name: "Build" } });
  await api.request("POST", `/api/v1/in/${source.body.id}`, { body: { job: "backup" } });
  const { results } = await api.post({ alert_id: "disk-1", alert_title: "Disk full" });
  const { id: delivery } = await api.waitForDelivery(results[0]?.event_id ?? "", "failed");
  await signInByForm(page, tocsin, "/alerts");

  for (const [path, title, shown] of [
    ["/", "Overview", page.getByRole("img", { name: /Deliveries per minute in the last 1 hour/ })],
    ["/alerts", "Alerts", page.getByRole("rowheader", { name: "Disk full" })],
    ["/alerts/disk-1", "Disk full", page.getByText("First event")],
    ["/rules", "Rules", page.getByRole("rowheader", { name: "Critical" })],
    [`/rules/${rule.id}`, "Critical", page.getByLabel("Name")],
    ["/rules/new/alerts", /rule/i, page.getByRole("link", { name: /alert/i }).first()],
    ["/rules/new/rule", /rule/i, page.getByLabel("Name")],
    ["/deliveries", "Deliveries", page.getByRole("rowheader", { name: "Disk full" })],
    [`/deliveries/${delivery}`, "Disk full", page.getByText("Attempts made", { exact: true })],
    [
      "/security-management/access-requests",
      "Access Requests",
      page.getByText("Who is told when somebody asks for access"),
    ],
    ["/sources", "Sources", page.getByRole("rowheader", { name: "Tocsin's own format" })],
    ["/sources/add", "Add source", page.getByRole("link", { name: "Prometheus" }).first()],
    ["/sources/add?type=prometheus", "Add Prometheus", page.getByText("path_prefix").first()],
    ["/sources/new", "Any JSON", page.getByLabel("Name")],
    [`/sources/${source.body.id}`, "Build", page.getByRole("region", { name: "Members of the body" })],
    ["/sources/types/prometheus", "Prometheus", page.getByText("How it becomes an alert")],
    ["/settings/notification-channels/webhooks", "Webhooks", page.getByRole("rowheader", { name: "Jira" })],
    ["/settings/notification-channels/webhooks/new", "Create Webhooks", page.getByLabel("Name")],
    [`/settings/notification-channels/webhooks/${channel}`, "Jira", page.getByLabel("Name")],
    ["/settings/api-keys", "API Keys", page.getByRole("rowheader", { name: "Tests" })],
    ["/settings/api-keys/new", "Create API key", page.getByLabel("Name", { exact: true })],
    ["/settings/users", "Users", page.getByRole("rowheader", { name: "ada" })],
    ["/settings/users/new", "Invite user", page.getByLabel("Name")],
    ["/settings/audit-log", "Audit Log", page.getByRole("rowheader", { name: "Signed in" })],
    ["/settings/audit-log/1", "Added a user", page.getByText("Role", { exact: true })],
    ["/settings/system", "System", page.getByText("Last good backup", { exact: true })],
    ["/profile", "Profile", page.getByLabel("Name")],
    ["/profile/security", "Profile", page.getByText("This browser")],
  ] as const)
    await test.step(path, async () => {
      await page.goto(tocsin.url + path);
      await expect(heading(page, title)).toBeVisible();
      await expect(shown).toBeVisible();
      await expect(page.getByText(/Loading/)).toHaveCount(0);
      await expect(page.locator("noscript > p")).toBeVisible();
      for (const name of [/^Pause/, /^Save/, "Acknowledge", "Test Webhook", /^Actions for/, /^Copy/])
        await expect(page.getByRole("button", { name })).toHaveCount(0);
    });

  await test.step("a key's page, without the button that asks first", async () => {
    await page.goto(`${tocsin.url}/settings/api-keys`);
    await page.getByRole("link", { name: "Tests" }).click();
    await expect(heading(page, "Tests")).toBeVisible();
    await expect(page.getByText("Never").first()).toBeVisible();
    await expect(page.getByRole("button", { name: "Revoke" })).toHaveCount(0);
  });
});

test("without a script, a webhook's format and its fields are shown", async ({ page, tocsin }) => {
  const { createChannel } = connect(tocsin);
  const url = "http://127.0.0.1:9/hook";
  const routing_key = "R9876543210FEDCBA9876543210FEDCB";
  const onCall = await createChannel({ name: "On call", url, format: { type: "pagerduty", routing_key } });
  const template = '{"text": "{{ alert_title }}"}';
  const own = await createChannel({ name: "Own", url, format: { type: "template", template } });
  await signInByForm(page, tocsin, `/settings/notification-channels/webhooks/${onCall.id}`);
  await expect(page.getByRole("combobox", { name: "Format" })).toHaveText("PagerDuty");
  await expect(page.getByLabel("Integration Key", { exact: true })).toContainText("Saved");
  await page.goto(`${tocsin.url}/settings/notification-channels/webhooks/${own.id}`);
  await expect(page.getByLabel("Template")).toHaveValue(template);
  await expect(page.getByRole("heading", { name: "Preview" })).toBeHidden();
});

test("without a script, the ways to verify a request are shown", async ({ page, tocsin }) => {
  const { id } = await connect(tocsin).createChannel({ name: "Jira", url: "http://127.0.0.1:9/hook" });
  await signInByForm(page, tocsin, `/settings/notification-channels/webhooks/${id}/security`);
  for (const file of ["verify.mjs", "verify.py", "verify.go", "verify.sh"])
    await expect(page.getByRole("region", { name: file })).toBeVisible();
});

test("without a script, a list can be filtered, sorted and paged", async ({ page, tocsin }) => {
  const api = connect(tocsin);
  for (let number = 1; number <= 51; number++)
    await api.post({
      alert_title: number === 7 ? "Fan stopped" : `Disk ${number}`,
      priority: number === 7 ? "Critical" : "Low",
      source_name: "Nagios of the old data centre, second floor",
    });
  await signInByForm(page, tocsin, "/alerts");
  const rows = page.getByRole("rowheader");
  await expect(rows).toHaveCount(50);
  await page.getByRole("link", { name: "Priority" }).click();
  await expect(rows.first()).toHaveText("Fan stopped");
  for (const name of ["Status", "Priority", "Source"]) {
    const label = await page.getByText(`${name}:`, { exact: true }).boundingBox();
    const choice = await page.getByRole("combobox", { name }).boundingBox();
    expect((label?.x ?? 0) + (label?.width ?? 0), name).toBeLessThanOrEqual(choice?.x ?? 0);
  }
  await page.getByRole("combobox", { name: "Priority" }).selectOption("Low");
  await page.getByRole("button", { name: "Filter" }).click();
  await expect(page).toHaveURL(/priority=Low&.*sort=priority$/);
  await expect(rows.first()).toHaveText("Disk 51");
  await expect(page.getByRole("combobox", { name: "Priority" })).toHaveValue("Low");
  await page.goto(`${tocsin.url}/alerts`);
  await page.getByRole("searchbox").fill("Fan");
  await page.getByRole("searchbox").press("Enter");
  await expect(rows).toHaveText(["Fan stopped"]);
  await page.goto(`${tocsin.url}/alerts`);
  await page.getByRole("link", { name: "Older" }).click();
  await expect(rows).toHaveText(["Disk 1"]);
});

test("without a script, API keys can be searched and filtered", async ({ page, tocsin }) => {
  for (const scope of ["ingest", "manage"] as const) connect(tocsin, [scope]);
  await signInByForm(page, tocsin, "/settings/api-keys");
  const rows = page.getByRole("rowheader");
  await expect(rows).toHaveCount(2);
  await page.getByRole("combobox", { name: "Scope" }).selectOption("manage");
  await page.getByRole("button", { name: "Filter" }).click();
  await expect(page).toHaveURL(/scope=manage/);
  await expect(rows).toHaveCount(1);
  await page.getByRole("searchbox").fill("nothing");
  await page.getByRole("searchbox").press("Enter");
  await expect(page.getByText("No API key matches")).toBeVisible();
  await expect(page.getByRole("combobox", { name: "Scope" })).toHaveValue("manage");
});

test("without a script, the navigation can be reached on a phone too", async ({ page, tocsin }) => {
  await page.setViewportSize({ width: 390, height: 900 });
  await signInByForm(page, tocsin, "/alerts");
  await page.getByRole("link", { name: "Deliveries" }).click();
  await expect(heading(page, "Deliveries")).toBeVisible();
});
