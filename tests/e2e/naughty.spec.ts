import type { Page } from "@playwright/test";
import { PAGES } from "../integration/access/classes.ts";
import { type Api, connect } from "../support/api.ts";
import { idsOfPeople } from "../support/database.ts";
import { NAUGHTY, NAUGHTY_LATIN } from "../support/naughty.ts";
import { openEveryPage } from "./every-page.ts";
import { expect, signIn, takenOver, test } from "./fixtures.ts";

/** What ran or was asked for that no text may. */
async function hearHarm(page: Page): Promise<string[]> {
  const heard: string[] = [];
  await page.exposeFunction("owned", () => heard.push("a text ran as a script"));
  page.on("console", (message) => {
    if (/content[- ]security[- ]policy/i.test(message.text())) heard.push(message.text());
  });
  page.on("pageerror", (error) => heard.push(error.message));
  page.on("dialog", (dialog) => heard.push(dialog.message()));
  return heard;
}

/** One of each thing for each text, all of whose texts are that one. Returns the last of each. */
async function makeThings(api: Api, receiver: string): Promise<Record<string, string>> {
  const ids: Record<string, string> = { alerts: "naughty-0", new: "alerts", types: "prometheus" };
  const until = new Date(Date.now() + 3_600_000).toISOString();
  for (const [index, text] of NAUGHTY.entries()) {
    const url = `${receiver}/${index}`;
    const headers = [{ name: "X-Open", value: NAUGHTY_LATIN[index] ?? "a", sensitive: false }];
    ids.webhooks = (await api.createChannel({ name: text, url, headers })).id;
    const conditions = [{ field: "alert_title", operator: "is" as const, value: text }];
    const filters = { match: "all" as const, conditions };
    ids.rules = (await api.createRule({ name: text, description: text, filters })).id;
    const muted = { ...filters, conditions: [{ ...conditions[0], value: `${text} muted` }] };
    await api.request("POST", "/api/v1/mutes", { body: { filters: muted, until, remark: text } });
    const body = { name: text };
    ids.sources = (await api.request<{ id: string }>("POST", "/api/v1/sources", { body })).body.id;
    // Without an expression it is refused, and kept as a sample.
    await api.request("POST", `/api/v1/in/${ids.sources}`, { body: { text, [text]: [{ [text]: text }] } });
    const texts = { category: text, description: text, source_name: text, initiated_by: text, rule_id: text };
    const details = { [text]: text };
    const { results } = await api.post({
      alert_id: `naughty-${index}`,
      alert_title: text,
      ...texts,
      details,
    });
    const channelId = ids.webhooks;
    ids.deliveries = (await api.waitForDelivery(results[0]?.event_id ?? "", "delivered", { channelId })).id;
    await api.request("POST", `/api/v1/alerts/naughty-${index}/status`, {
      body: { status: "Acknowledged", remark: text },
    });
  }
  return ids;
}

test("texts that look like code are shown as texts, on every page and in every popup", async ({
  page,
  tocsin,
  receiver,
}) => {
  test.setTimeout(300_000);
  const heard = await hearHarm(page);
  receiver.answer = (_, index) => ({ status: 200, body: NAUGHTY[index % NAUGHTY.length] ?? "" });
  const ids = { ...(await makeThings(connect(tocsin), receiver.url)), ...idsOfPeople(tocsin.dataDir) };
  await signIn(page, tocsin);
  await openEveryPage(page, tocsin, { patterns: Object.keys(PAGES), ids });
  for (const index of NAUGHTY.keys())
    await test.step(`alert ${index}`, async () => {
      await page.goto(`${tocsin.url}/alerts/naughty-${index}`);
      await takenOver(page.getByRole("button", { name: "Resolve" }));
    });
  await test.step("a dialog and the palette", async () => {
    await page.goto(`${tocsin.url}/rules`);
    for (const name of NAUGHTY.slice(0, 3)) {
      const menu = page.getByRole("button", { name: `Actions for ${name}`, exact: true });
      await takenOver(menu);
      await menu.click();
      await page.getByRole("menuitem", { name: "Delete" }).click();
      await expect(page.getByRole("alertdialog")).toContainText(name);
      await page.keyboard.press("Escape");
      await expect(page.getByRole("alertdialog")).toHaveCount(0);
    }
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox", { name: /^Search pages/ }).fill("script");
    await expect(page.getByRole("option").first()).toBeVisible();
  });
  expect(heard).toEqual([]);
});

test("a text typed into the address is shown as a text", async ({ page, tocsin }) => {
  const heard = await hearHarm(page);
  await signIn(page, tocsin);
  for (const text of NAUGHTY.slice(0, 6)) {
    const typed = encodeURIComponent(text);
    for (const path of [`/alerts?q=${typed}`, `/rules?q=${typed}&channel=${typed}`, `/nowhere/${typed}`]) {
      await page.goto(tocsin.url + path);
      await takenOver(page.getByRole("button", { name: /^Account/ }));
    }
  }
  expect(heard).toEqual([]);
});
