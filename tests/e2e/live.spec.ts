import type { BrowserContext, Page } from "@playwright/test";
import { connect } from "../support/api.ts";
import { temporaryFolder } from "../support/folder.ts";
import { freePort } from "../support/free-port.ts";
import { startTocsin } from "../support/server.ts";
import { ADMIN, expect, signIn, test } from "./fixtures.ts";

/** The streams that a browser has opened so far, and how many of them are still open. */
function streamsOf(context: BrowserContext) {
  const counts = { opened: 0, open: 0 };
  const isStream = (url: string) => url.endsWith("/api/stream");
  context.on("request", (request) => {
    if (!isStream(request.url())) return;
    counts.opened++;
    counts.open++;
  });
  for (const end of ["requestfinished", "requestfailed"] as const)
    context.on(end as "requestfinished", (request) => {
      if (isStream(request.url())) counts.open--;
    });
  return counts;
}

/** The requests of pages' data that the page makes from now on. */
function readsOf(page: Page): string[] {
  const reads: string[] = [];
  page.on("request", (request) => {
    const headers = request.headers();
    if ("rsc" in headers && !("next-router-prefetch" in headers)) reads.push(request.url());
  });
  return reads;
}

/** Makes the tab look hidden or visible to its scripts, as if another tab were in front. */
async function setVisible(page: Page, state: "hidden" | "visible"): Promise<void> {
  await page.evaluate((wanted) => {
    Object.defineProperty(document, "visibilityState", { configurable: true, get: () => wanted });
    document.dispatchEvent(new Event("visibilitychange"));
  }, state);
}

const titles = (page: Page) => page.getByRole("rowheader");

test("a list follows by itself, at most once a second, and only what it shows", async ({ page, tocsin }) => {
  const streams = streamsOf(page.context());
  const api = connect(tocsin);
  await signIn(page, tocsin, "/alerts");
  await expect.poll(() => streams.open).toBe(1);
  const reads = readsOf(page);

  await test.step("a new alert appears", async () => {
    await api.post({ alert_title: "Disk full" });
    await expect(titles(page)).toHaveText(["Disk full"]);
  });

  await test.step("many changes in a row are few refreshes", async () => {
    const before = reads.length;
    const startedAt = Date.now();
    for (let number = 0; Date.now() - startedAt < 4_000; number++)
      await api.post({ alert_id: "busy", alert_title: `Busy ${number}` });
    await api.post({ alert_id: "busy", alert_title: "Busy no more" });
    await expect(titles(page).first()).toHaveText("Busy no more");
    const seconds = (Date.now() - startedAt) / 1_000;
    expect(reads.length - before).toBeGreaterThanOrEqual(3);
    expect(reads.length - before).toBeLessThanOrEqual(Math.ceil(seconds) + 1);
  });

  await test.step("what it does not show makes it fetch nothing", async () => {
    const before = reads.length;
    await api.createRule({ name: "Never", events: ["never"] });
    // A later change that it does show says that the rule's has come.
    await api.post({ alert_title: "After the rule" });
    await expect(titles(page).first()).toHaveText("After the rule");
    expect(reads.length - before).toBe(1);
  });

  await test.step("paused, it stays as it is, and catches up when it is resumed", async () => {
    await page.getByRole("button", { name: "Pause updates" }).click();
    const before = reads.length;
    await api.post({ alert_title: "While paused" });
    const other = await page.context().newPage();
    await other.goto(`${tocsin.url}/alerts`);
    await expect(titles(other).first()).toHaveText("While paused");
    await api.post({ alert_title: "While paused too" });
    await expect(titles(other).first()).toHaveText("While paused too");
    expect(reads.length).toBe(before);
    await page.getByRole("button", { name: "Resume updates" }).click();
    await expect(titles(page).first()).toHaveText("While paused too");
  });
});

test("an alert's page follows its deliveries, and no other alert", async ({ page, tocsin, receiver }) => {
  const streams = streamsOf(page.context());
  const api = connect(tocsin);
  const gate = Promise.withResolvers<void>();
  receiver.answer = async () => {
    await gate.promise;
    return { status: 200 };
  };
  await api.createChannel({ url: `${receiver.url}/hook`, name: "Jira" });
  await api.post({ alert_id: "disk", alert_title: "Disk full" });
  await signIn(page, tocsin, "/alerts/disk");
  await expect.poll(() => streams.open).toBe(1);
  await expect(page.getByText("Delivered", { exact: true })).toHaveCount(0);
  const reads = readsOf(page);
  await api.post({ alert_id: "other", alert_title: "Other" });
  gate.resolve();
  await expect(page.getByText("Delivered", { exact: true })).toHaveCount(1);
  expect(reads.length).toBeLessThanOrEqual(2);
});

test("tabs share one stream, and there is none while no tab is visible", async ({ page, tocsin }) => {
  const streams = streamsOf(page.context());
  const api = connect(tocsin);
  await signIn(page, tocsin, "/alerts");
  const second = await page.context().newPage();
  await second.goto(`${tocsin.url}/alerts`);
  await expect.poll(() => streams.open).toBe(1);

  await test.step("both follow", async () => {
    await api.post({ alert_title: "For both" });
    for (const tab of [page, second]) await expect(titles(tab)).toHaveText(["For both"]);
    expect(streams).toEqual({ opened: 1, open: 1 });
  });

  await test.step("the other tab takes over from one that is hidden", async () => {
    await setVisible(page, "hidden");
    await expect.poll(() => streams).toEqual({ opened: 2, open: 1 });
    await api.post({ alert_title: "For one" });
    await expect(titles(second).first()).toHaveText("For one");
    await expect(titles(page)).toHaveText(["For both"]);
  });

  await test.step("with both hidden there is none", async () => {
    await setVisible(second, "hidden");
    await expect.poll(() => streams.open).toBe(0);
    await api.post({ alert_title: "For none" });
  });

  await test.step("a tab that is shown again catches up", async () => {
    await setVisible(page, "visible");
    await expect(titles(page).first()).toHaveText("For none");
    await setVisible(second, "visible");
    await expect(titles(second).first()).toHaveText("For none");
    expect(streams).toEqual({ opened: 3, open: 1 });
  });
});

test("without Web Locks each visible tab has its own stream", async ({ page, tocsin }) => {
  const streams = streamsOf(page.context());
  await page.context().addInitScript(() => {
    Reflect.deleteProperty(Navigator.prototype, "locks");
  });
  await signIn(page, tocsin, "/alerts");
  const second = await page.context().newPage();
  await second.goto(`${tocsin.url}/alerts`);
  await expect.poll(() => streams.open).toBe(2);
  await connect(tocsin).post({ alert_title: "For both" });
  for (const tab of [page, second]) await expect(titles(tab)).toHaveText(["For both"]);
  await setVisible(page, "hidden");
  await expect.poll(() => streams.open).toBe(1);
});

test("signed out elsewhere, every open page says so at once and asks no more", async ({ page, tocsin }) => {
  const streams = streamsOf(page.context());
  await signIn(page, tocsin, "/alerts");
  const second = await page.context().newPage();
  await second.goto(`${tocsin.url}/rules`);
  await expect.poll(() => streams.open).toBe(1);
  const third = await page.context().newPage();
  await third.goto(`${tocsin.url}/security-management/access-requests`);
  await third.getByRole("button", { name: /^Account/ }).click();
  await third.getByRole("menuitem", { name: "Sign out" }).click();
  for (const tab of [page, second]) await expect(tab.getByText("You are signed out.")).toBeVisible();
  await expect.poll(() => streams.open).toBe(0);
});

test("a server that is killed is said in every tab, and its pages go on when it is back", async ({
  page,
}) => {
  using folder = temporaryFolder();
  const env = { ADMIN_EMAIL: ADMIN.email, ADMIN_PASSWORD: ADMIN.password, PORT: String(await freePort()) };
  const first = await startTocsin({ env, dataDir: folder.path });
  await signIn(page, first, "/alerts");
  const second = await page.context().newPage();
  await second.goto(`${first.url}/alerts`);
  await connect(first).post({ alert_title: "Before" });
  const tabs = [page, second];
  for (const tab of tabs) await expect(titles(tab)).toHaveText(["Before"]);
  await first.kill();
  const away = (tab: Page) => tab.getByText("Can't reach Tocsin, trying again…");
  for (const tab of tabs) await expect(away(tab)).toBeVisible();
  for (const tab of tabs) await expect(titles(tab)).toHaveText(["Before"]);
  await using again = await startTocsin({ env, dataDir: folder.path });
  await connect(again).post({ alert_title: "After" });
  for (const tab of tabs) {
    await expect(away(tab)).toBeHidden();
    await expect(titles(tab).first()).toHaveText("After", { timeout: 15_000 });
  }
});

test("a tab that led when the server went away makes way once it is hidden", async ({ page }) => {
  using folder = temporaryFolder();
  const env = { ADMIN_EMAIL: ADMIN.email, ADMIN_PASSWORD: ADMIN.password, PORT: String(await freePort()) };
  const first = await startTocsin({ env, dataDir: folder.path });
  const streams = streamsOf(page.context());
  await signIn(page, first, "/alerts");
  await expect.poll(() => streams.open).toBe(1);
  await first.kill();
  await expect(page.getByText("Can't reach Tocsin, trying again…")).toBeVisible();
  await setVisible(page, "hidden");
  await using again = await startTocsin({ env, dataDir: folder.path });
  const second = await page.context().newPage();
  await second.goto(`${again.url}/alerts`);
  await expect.poll(() => streams.open).toBe(1);
  await connect(again).post({ alert_title: "After" });
  await expect(titles(second)).toHaveText(["After"]);
});
