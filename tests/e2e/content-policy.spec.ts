import type { Page } from "@playwright/test";
import { type Api, connect } from "../support/api.ts";
import { builtAddresses } from "../support/built.ts";
import { idsOfPeople } from "../support/database.ts";
import type { Tocsin } from "../support/server.ts";
import { openEveryPage, openStrangersPages } from "./every-page.ts";
import { expect, signIn, takenOver, test } from "./fixtures.ts";

/** What the browser refused on this page from now on. */
function hearRefusals(page: Page): string[] {
  const heard: string[] = [];
  page.on("console", (message) => {
    if (/content[- ]security[- ]policy/i.test(message.text())) heard.push(message.text());
  });
  page.on("pageerror", (error) => heard.push(error.message));
  return heard;
}

/** One of each thing, by the folder of its page. */
async function make(api: Api, tocsin: Tocsin, receiver: string): Promise<Record<string, string>> {
  const { id: webhooks } = await api.createChannel({ name: "Jira", url: `${receiver}/hook` });
  const { id: rules } = await api.createRule({ name: "Critical" });
  const { results } = await api.post({ alert_id: "disk-1", alert_title: "Disk full", source_name: "Host" });
  const { id: deliveries } = await api.waitForDelivery(results[0]?.event_id ?? "", "delivered");
  const source = await api.request<{ id: string }>("POST", "/api/v1/sources", { body: { name: "Build" } });
  await api.request("POST", `/api/v1/in/${source.body.id}`, { body: { job: "backup" } });
  const made = { webhooks, rules, deliveries, alerts: "disk-1", new: "alerts" };
  return { ...idsOfPeople(tocsin.dataDir), ...made, sources: source.body.id, types: "prometheus" };
}

const statusOf = async (page: Page, url: string) => (await page.goto(url))?.status();

test("no page asks for anything that its policy refuses", async ({ page, tocsin, receiver }) => {
  test.setTimeout(240_000);
  const heard = hearRefusals(page);
  const ids = await make(connect(tocsin), tocsin, receiver.url);
  await openStrangersPages(page);
  await statusOf(page, `${tocsin.url}/nowhere`);
  await signIn(page, tocsin);
  await openEveryPage(page, tocsin, { patterns: builtAddresses().pages, ids });
  expect(heard).toEqual([]);
});

test("nor do error pages", async ({ page, tocsin }) => {
  const heard = hearRefusals(page);
  await signIn(page, tocsin);
  for (const [path, status] of [
    ["/nowhere/at-all", 404],
    ["/rules/rul_nowhere", 404],
    ["/_not-found", 404],
    // The page that Next makes at build.
    ["/_global-error", 500],
  ] as const) {
    expect(await statusOf(page, tocsin.url + path), path).toBe(status);
    await expect.poll(() => page.evaluate(() => "next" in window)).toBe(true);
  }
  expect(heard).toEqual([]);
});

test("nor do popups, toasts and the palette", async ({ page, tocsin, receiver }) => {
  const heard = hearRefusals(page);
  const { deliveries } = await make(connect(tocsin), tocsin, receiver.url);
  await signIn(page, tocsin, `/deliveries/${deliveries}`);
  await test.step("a dialog and a toast", async () => {
    await page.getByRole("button", { name: "Redeliver" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Redeliver" }).click();
    const toast = page.getByRole("region", { name: /^Messages/ }).getByRole("listitem");
    await expect(toast).toBeVisible();
    // The styles that the toaster would add itself.
    await expect(toast).toHaveCSS("position", "absolute");
  });
  await test.step("the palette", async () => {
    // It does not open over a dialog, also one that is fading out.
    await expect(page.getByRole("alertdialog")).toHaveCount(0);
    await page.keyboard.press("Control+k");
    await expect(page.getByRole("combobox", { name: /^Search pages/ })).toBeFocused();
    await page.keyboard.press("Escape");
  });
  await test.step("a select", async () => {
    await page.goto(`${tocsin.url}/rules/new/rule`);
    const select = page.getByRole("combobox").first();
    await takenOver(select);
    await select.click();
    await expect(page.getByRole("option").first()).toBeVisible();
  });
  expect(heard).toEqual([]);
});

test("a script without the nonce does not run, and the browser says so", async ({ page, tocsin }) => {
  const heard = hearRefusals(page);
  await page.route(`${tocsin.url}/login`, async (route) => {
    const answer = await route.fetch();
    const injected =
      "<script>document.title = 'owned'</script><img src=x onerror=\"document.title='owned'\">";
    await route.fulfill({
      response: answer,
      body: (await answer.text()).replace("<body>", `<body>${injected}`),
    });
  });
  await page.goto(`${tocsin.url}/login`);
  await expect.poll(() => heard.length).toBeGreaterThan(1);
  await expect(page).toHaveTitle("Sign in · Tocsin");
});

test("each answer has a nonce of its own", async ({ request, tocsin }) => {
  const nonces = new Set<string>();
  for (let times = 0; times < 3; times++) {
    const answer = await request.get(`${tocsin.url}/login`, {
      headers: { "x-tocsin-nonce": "mine", "content-security-policy": "script-src 'nonce-mine'" },
    });
    const nonce = /'nonce-([^']+)'/.exec(answer.headers()["content-security-policy"] ?? "")?.[1] ?? "";
    const page = await answer.text();
    expect(page).not.toContain('nonce="mine"');
    const scripts = page.match(/<script\b[^>]*>/g) ?? [];
    expect(scripts.length).toBeGreaterThan(3);
    for (const script of scripts) expect(script).toContain(`nonce="${nonce}"`);
    nonces.add(nonce);
  }
  expect(nonces.size).toBe(3);
});
