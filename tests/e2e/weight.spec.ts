import type { Page } from "@playwright/test";
import { hashToken } from "#lib/token.ts";
import { type Api, connect } from "../support/api.ts";
import { inDatabase } from "../support/database.ts";
import type { Tocsin } from "../support/server.ts";
import { expect, signIn, test } from "./fixtures.ts";
import { type Load, openCounting } from "./load.ts";

/**
 * KB of 1,000 bytes over the wire by gzip, and the number of requests. All are counted before any press,
 * except `scripts`.
 */
type Budget = { firstScripts: number; scripts: number; html: number; requests: number };

const LOGIN: Budget = { firstScripts: 165, scripts: 165, html: 4, requests: 13 };
const LINK: Budget = { ...LOGIN, requests: 14 };
const LIST: Budget = { firstScripts: 180, scripts: 250, html: 16, requests: 26 };
const DETAILS: Budget = { firstScripts: 170, scripts: 240, html: 11, requests: 24 };
/** With the parts that make, list and download backups. */
const SYSTEM: Budget = { ...DETAILS, requests: 26 };
const FORM: Budget = { firstScripts: 200, scripts: 335, html: 10, requests: 30 };
/** With the fields of its format, and one request more: the preview. */
const WEBHOOK: Budget = { ...FORM, html: 10.5, requests: 32 };
const TEMPLATE_WEBHOOK: Budget = { ...WEBHOOK, html: 11.5 };
/** Cumulative layout shift. */
const MAX_SHIFT = 0.01;

const WEBHOOKS = "/settings/notification-channels/webhooks";
const ROWS = 50;

type Press = (page: Page) => Promise<void>;
type Visited = { path: string; budget: Budget; press?: Press };

test("sign-in, forms and details stay within their budgets", async ({ page, tocsin, receiver }) => {
  test.setTimeout(240_000);
  const complaints = hearComplaints(page);
  await test.step("/login", () => expectWithin(page, tocsin.url, { path: "/login", budget: LOGIN }));
  await test.step("/invite", () => expectWithin(page, tocsin.url, { path: aLink(tocsin), budget: LINK }));
  const api = connect(tocsin);
  const channel = await api.createChannel({ name: "Jira", url: `${receiver.url}/hook` });
  const rule = await api.createRule({ name: "Critical", channels: [channel.id] });
  const source = await api.request<{ id: string }>("POST", "/api/v1/sources", { body: { name: "Build" } });
  const { results } = await api.post(anAlert(1));
  const delivery = await api.waitForDelivery(results[0]?.event_id ?? "", "delivered");
  await signIn(page, tocsin);
  for (const visited of [
    { path: "/alerts/alert-1", budget: DETAILS, press: dialog("Acknowledge") },
    { path: `/deliveries/${delivery.id}`, budget: DETAILS, press: dialog("Redeliver") },
    { path: `${WEBHOOKS}/new`, budget: WEBHOOK, press: fillAndTest(`${receiver.url}/hook`) },
    { path: `${WEBHOOKS}/${channel.id}`, budget: WEBHOOK, press: openTest },
    { path: "/rules/new/rule?start=one-source", budget: FORM, press: pickEvents },
    { path: `/rules/${rule.id}`, budget: FORM, press: pickEvents },
    { path: "/mutes/new", budget: FORM },
    { path: "/security-management/access-requests", budget: FORM },
    { path: "/settings/api-keys/new", budget: FORM },
    { path: "/sources/add", budget: FORM },
    { path: "/sources/add?type=prometheus", budget: FORM },
    { path: "/sources/types/prometheus", budget: FORM },
    { path: "/sources/new", budget: FORM },
    { path: `/sources/${source.body.id}`, budget: FORM },
    { path: "/settings/audit-log/1", budget: DETAILS },
    { path: "/settings/system", budget: SYSTEM },
    { path: "/profile", budget: FORM },
    { path: "/profile/security", budget: DETAILS },
    { path: "/profile/security/password", budget: FORM },
    { path: "/profile/security/second-factor", budget: FORM },
    { path: "/settings/users/new", budget: FORM },
    { path: `/settings/users/${userIdOf(tocsin)}`, budget: FORM },
  ])
    await test.step(visited.path, () => expectWithin(page, tocsin.url, visited));
  await test.step("a webhook with a template", async () => {
    await api.updateChannel(channel.id, { format: TEMPLATE });
    await expectWithin(page, tocsin.url, {
      path: `${WEBHOOKS}/${channel.id}`,
      budget: TEMPLATE_WEBHOOK,
      press: openTest,
    });
  });
  expect(complaints).toEqual([]);
});

test("lists of fifty rows stay within their budget", async ({ page, tocsin, receiver }) => {
  test.setTimeout(240_000);
  const complaints = hearComplaints(page);
  const api = connect(tocsin);
  await fillLists(api, receiver.url);
  addUsers(tocsin);
  addKeys(tocsin);
  addSenders(tocsin);
  await signIn(page, tocsin);
  for (const visited of [
    { path: "/" },
    { path: "/alerts", press: rowMenu("Alert 1", "Acknowledge") },
    { path: "/rules", press: rowMenu("Rule 1", "Delete") },
    { path: "/mutes" },
    { path: "/deliveries" },
    { path: WEBHOOKS, press: rowMenu("Webhook 1", "Delete") },
    { path: "/settings/api-keys", press: rowMenu("Tests", "Revoke") },
    { path: "/settings/audit-log" },
    { path: "/sources" },
    { path: "/settings/users", press: rowMenu("User 1", "Delete") },
  ])
    await test.step(visited.path, () => expectWithin(page, tocsin.url, { ...visited, budget: LIST }));
  expect(complaints).toEqual([]);
});

const TEMPLATE = { type: "template", template: '{"text": "{{ alert_title }}"}' } as const;

const anAlert = (number: number) => ({
  alert_id: `alert-${number}`,
  alert_title: `Alert ${number}`,
  category: "Disk",
  source_name: "Nagios",
  priority: "High",
  details: { host: `db-${number}` },
});

/** Creates fifty of everything. Each alert goes to one webhook and is then muted; each rule sends to one. */
async function fillLists(api: Api, url: string): Promise<void> {
  const numbers = Array.from({ length: ROWS }, (_, index) => index + 1);
  const { id } = await api.createChannel({ name: "Webhook 1", url: `${url}/hook/1` });
  const { results } = await api.post(numbers.map(anAlert));
  for (const { event_id } of results) await api.waitForDelivery(event_id, "delivered");
  const until = new Date(Date.now() + 3_600_000).toISOString();
  for (const { alert_id } of results)
    await api.request("POST", "/api/v1/mutes", { body: { alert_id, until } });
  for (const number of numbers.slice(1))
    await api.createChannel({ name: `Webhook ${number}`, url: `${url}/hook/${number}` });
  for (const number of numbers)
    await api.createRule({ name: `Rule ${number}`, events: ["backup_failed"], channels: [id] });
}

const userIdOf = ({ dataDir }: Tocsin): string =>
  inDatabase(dataDir, (sqlite) => String(sqlite.prepare("SELECT id FROM users").pluck().get()));

/** The path of a link with which the admin chooses a new password. */
function aLink(tocsin: Tocsin): string {
  const row = { hash: hashToken("token"), userId: userIdOf(tocsin), end: Date.now() + 3_600_000 };
  inDatabase(tocsin.dataDir, (sqlite) =>
    sqlite
      .prepare("INSERT INTO account_links VALUES (@hash, @userId, 'reset-password', 0, @end, NULL)")
      .run(row),
  );
  return "/invite?token=token";
}

function addUsers({ dataDir }: Tocsin): void {
  inDatabase(dataDir, (sqlite) => {
    const insert = sqlite.prepare(
      `INSERT INTO users (id, email, email_key, name, role, created_at, last_sign_in_at)
       VALUES (@id, @email, @email, @name, 'viewer', 0, 1)`,
    );
    for (let n = 1; n < ROWS; n++)
      insert.run({ id: `usr_${n}`, email: `user-${n}@example.com`, name: `User ${n}` });
  });
}

/** With the key of the tests, fifty active ones. */
function addKeys({ dataDir }: Tocsin): void {
  inDatabase(dataDir, (sqlite) => {
    const insert = sqlite.prepare(
      `INSERT INTO api_keys (id, name, hint, hash, scopes, created_at, last_used_at, created_by)
       VALUES (@id, @name, 'tocsin_abcd', randomblob(32), '["ingest","read"]', 0, @now, 'Ada')`,
    );
    for (let n = 1; n < ROWS; n++) insert.run({ id: `key_${n}`, name: `Key ${n}`, now: Date.now() });
  });
}

/** A sender for each of the fifty keys. */
function addSenders({ dataDir }: Tocsin): void {
  inDatabase(dataDir, (sqlite) =>
    sqlite
      .prepare("INSERT INTO senders SELECT 'grafana', id, @now, 'alert-1', NULL, NULL FROM api_keys")
      .run({ now: Date.now() }),
  );
}

async function expectWithin(page: Page, address: string, { path, budget, press }: Visited): Promise<void> {
  const { load, end } = await openCounting(page, address + path);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  const before = await load();
  await press?.(page);
  const after = await load();
  await end();
  const used = { ...inKb(before), scripts: inKb(after).scripts };
  for (const [what, most] of Object.entries(budget))
    expect.soft(used[what as keyof Budget], `${what} of ${path}`).toBeLessThanOrEqual(most);
  expect.soft(before.shift, `layout shift of ${path}`).toBeLessThanOrEqual(MAX_SHIFT);
}

const inKb = ({ firstScripts, scripts, html, requests }: Load): Budget => ({
  firstScripts: firstScripts / 1_000,
  scripts: scripts / 1_000,
  html: html / 1_000,
  requests,
});

/** Collects the errors and warnings in the browser's console, such as HTML that React did not expect. */
function hearComplaints(page: Page): string[] {
  const heard: string[] = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) heard.push(message.text());
  });
  page.on("pageerror", (error) => heard.push(String(error)));
  return heard;
}

/** Opens a row's menu, and from it the question. */
const rowMenu =
  (row: string, item: string): Press =>
  async (page) => {
    await page.getByRole("button", { name: `Actions for ${row}`, exact: true }).click();
    await page.getByRole("menuitem", { name: item }).click();
    await expect(page.getByRole("alertdialog")).toBeVisible();
  };

const dialog =
  (button: string): Press =>
  async (page) => {
    await page.getByRole("button", { name: button, exact: true }).click();
    await expect(page.getByRole("alertdialog")).toBeVisible();
  };

const openTest: Press = async (page) => {
  await page.getByRole("button", { name: "Test Webhook" }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
};

const fillAndTest =
  (url: string): Press =>
  async (page) => {
    await page.getByLabel("URL", { exact: true }).fill(url);
    await openTest(page);
  };

const pickEvents: Press = async (page) => {
  await page.getByRole("button", { name: "Pick events" }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
};
