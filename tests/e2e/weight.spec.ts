import type { Page } from "@playwright/test";
import { connect } from "../support/api.ts";
import type { Receiver } from "../support/receiver.ts";
import type { Tocsin } from "../support/server.ts";
import { expect, signIn, test } from "./fixtures.ts";
import { type Load, openCounting } from "./load.ts";

/** KB of 1,000 bytes, but for requests and the shift. */
type Budget = { firstScripts: number; scripts: number; html: number; requests: number };

const LOGIN: Budget = { firstScripts: 165, scripts: 165, html: 4, requests: 13 };
const LIST: Budget = { firstScripts: 180, scripts: 250, html: 16, requests: 26 };
const DETAILS: Budget = { firstScripts: 170, scripts: 240, html: 10, requests: 24 };
const FORM: Budget = { firstScripts: 200, scripts: 335, html: 10, requests: 30 };
const MAX_SHIFT = 0.01;

const WEBHOOKS = "/settings/notification-channels/webhooks";

type Made = { channelId: string; ruleId: string; deliveryId: string };
type Press = (page: Page) => Promise<void>;
type Visited = { name: string; path: (made: Made) => string; budget: Budget; press?: Press };

/** Opens the row's menu, and from it what is heaviest. */
const rowMenu =
  (of: string, item: string, role: "dialog" | "alertdialog" = "alertdialog"): Press =>
  async (page) => {
    await page.getByRole("button", { name: `Actions for ${of}`, exact: true }).click();
    await page.getByRole("menuitem", { name: item }).click();
    await expect(page.getByRole(role)).toBeVisible();
    await page.keyboard.press("Escape");
  };

const PAGES: readonly Visited[] = [
  { name: "alerts", path: () => "/alerts", budget: LIST, press: rowMenu("Alert 1", "Acknowledge") },
  { name: "rules", path: () => "/rules", budget: LIST, press: rowMenu("Rule 1", "Delete") },
  { name: "deliveries", path: () => "/deliveries", budget: LIST },
  { name: "webhooks", path: () => WEBHOOKS, budget: LIST, press: rowMenu("Webhook 1", "Delete") },
  { name: "API keys", path: () => "/settings/api-keys", budget: LIST, press: rowMenu("Tests", "Revoke") },
  { name: "an alert", path: () => "/alerts/alert-1", budget: DETAILS },
  { name: "a delivery", path: ({ deliveryId }) => `/deliveries/${deliveryId}`, budget: DETAILS },
  { name: "a new webhook", path: () => `${WEBHOOKS}/new`, budget: FORM },
  { name: "a webhook", path: ({ channelId }) => `${WEBHOOKS}/${channelId}`, budget: FORM },
  { name: "a new rule", path: () => "/rules/new/rule?start=one-source", budget: FORM },
  { name: "a rule", path: ({ ruleId }) => `/rules/${ruleId}`, budget: FORM },
  { name: "Access Requests", path: () => "/security-management/access-requests", budget: FORM },
  { name: "a new API key", path: () => "/settings/api-keys/new", budget: FORM },
];

test("no page weighs more than its budget, moves while it loads, or complains", async ({
  page,
  tocsin,
  receiver,
}) => {
  test.setTimeout(300_000);
  const complaints = hearComplaints(page);
  await test.step("sign-in", () => expectWithin(page, `${tocsin.url}/login`, LOGIN));
  const made = await fill(tocsin, receiver);
  await signIn(page, tocsin);
  for (const { name, path, budget, press } of PAGES)
    await test.step(name, () => expectWithin(page, tocsin.url + path(made), budget, press));
  expect(complaints).toEqual([]);
});

async function expectWithin(page: Page, url: string, budget: Budget, press?: Press): Promise<void> {
  const { load, end } = await openCounting(page, url);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  const before = await load();
  await press?.(page);
  const after = await load();
  await end();
  const used = { ...inKb(before), scripts: inKb(after).scripts };
  console.log(url.replace(/.*:\d+/, ""), JSON.stringify(used), before.shift);
  for (const [what, most] of Object.entries(budget))
    expect.soft(used[what as keyof Budget], `${what} of ${url}`).toBeLessThanOrEqual(most);
  expect.soft(before.shift, `layout shift of ${url}`).toBeLessThanOrEqual(MAX_SHIFT);
}

const inKb = ({ firstScripts, scripts, html, requests }: Load): Budget => ({
  firstScripts: firstScripts / 1_000,
  scripts: scripts / 1_000,
  html: html / 1_000,
  requests,
});

/** Whatever the browser's console reports, such as HTML that React did not expect. */
function hearComplaints(page: Page): string[] {
  const heard: string[] = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) heard.push(message.text());
  });
  page.on("pageerror", (error) => heard.push(String(error)));
  return heard;
}

const ROWS = 50;
const numbers = Array.from({ length: ROWS }, (_, index) => index + 1);

/** Fifty of everything. */
async function fill(tocsin: Tocsin, receiver: Receiver): Promise<Made> {
  const api = connect(tocsin);
  const made: string[][] = [];
  for (const number of numbers) {
    const channel = await api.createChannel({
      name: `Webhook ${number}`,
      url: `${receiver.url}/hook/${number}`,
    });
    const rule = await api.createRule({ name: `Rule ${number}`, channels: [channel.id] });
    made.push([channel.id, rule.id]);
  }
  const { results } = await api.post(
    numbers.map((number) => ({
      alert_id: `alert-${number}`,
      alert_title: `Alert ${number}`,
      category: "Disk",
      source_name: "Nagios",
      priority: "High",
      details: { host: `db-${number}` },
    })),
  );
  const [channelId = "", ruleId = ""] = made[0] ?? [];
  const delivery = await api.waitForDelivery(results[0]?.event_id ?? "", "delivered", { channelId });
  return { channelId, ruleId, deliveryId: delivery.id };
}
