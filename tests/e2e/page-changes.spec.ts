import type { Page } from "@playwright/test";
import { connect } from "../support/api.ts";
import { expect, signIn, test } from "./fixtures.ts";

/** Holds back the router's fetches of pages until the returned function is called. */
async function holdPages(page: Page): Promise<() => void> {
  const gate = Promise.withResolvers<void>();
  await page.route("**/*", async (route) => {
    const headers = route.request().headers();
    if ("rsc" in headers && !("next-router-prefetch" in headers)) await gate.promise;
    await route.fallback();
  });
  return gate.resolve;
}

/** The sum of all layout shifts so far, including those right after a press. */
const shifts = (page: Page) => page.evaluate(() => (window as unknown as { shifts: number }).shifts);

test.beforeEach(({ page }) =>
  page.addInitScript(() => {
    const total = Object.assign(window, { shifts: 0 });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) total.shifts += (entry as unknown as { value: number }).value;
    }).observe({ type: "layout-shift", buffered: true });
  }),
);

test("a press shows the outline of the next page at once, and nothing jumps when the page arrives", async ({
  page,
  tocsin,
}) => {
  const api = connect(tocsin);
  await api.createChannel({ name: "Jira", url: "http://127.0.0.1:9/hook" });
  const { results } = await api.post({ alert_id: "disk-1", alert_title: "Disk full" });
  await api.waitForDelivery(results[0]?.event_id ?? "", "failed");
  await page.emulateMedia({ reducedMotion: "reduce" });
  await signIn(page, tocsin, "/alerts");

  for (const [link, outline, title] of [
    ["Disk full", "Loading the alert…", "Disk full"],
    ["Deliveries", "Loading the list…", "Deliveries"],
    ["Disk full", "Loading the delivery…", "Disk full"],
    ["Rules", "Loading the list…", "Rules"],
    ["All alerts", "Loading…", "All alerts"],
    ["Access Requests", "Loading…", "Access Requests"],
    ["API Keys", "Loading the list…", "API Keys"],
    ["Audit Log", "Loading the list…", "Audit Log"],
    ["Webhooks", "Loading the list…", "Webhooks"],
    ["Jira", "Loading…", "Jira"],
  ] as const)
    await test.step(`${title}: ${outline}`, async () => {
      const before = await shifts(page);
      const here = await page.getByRole("heading", { level: 1 }).textContent();
      const letGo = await holdPages(page);
      await page.getByRole("link", { name: link, exact: true }).first().click();
      const loading = page.getByRole("status").filter({ hasText: outline });
      await expect(loading).toBeVisible();
      await expect(page.getByRole("heading", { level: 1, name: here ?? "" })).toBeHidden();
      const running = () =>
        document.getAnimations().filter(({ playState }) => playState === "running").length;
      await expect.poll(() => page.evaluate(running)).toBe(0);
      letGo();
      await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
      await expect(loading).toBeHidden();
      expect((await shifts(page)) - before).toBeLessThanOrEqual(0.01);
    });
});

test("a filter keeps its list in view, with no outline over it", async ({ page, tocsin }) => {
  const api = connect(tocsin);
  for (const alert_title of ["Disk full", "Fan stopped"]) await api.post({ alert_title });
  await signIn(page, tocsin, "/alerts");
  const letGo = await holdPages(page);
  const asked = page.waitForRequest(/q=Fan/);
  await page.getByRole("searchbox").fill("Fan");
  await asked;
  await expect(page.getByRole("rowheader")).toHaveCount(2);
  letGo();
  await expect(page).toHaveURL(/q=Fan/);
  await expect(page.getByRole("rowheader")).toHaveText(["Fan stopped"]);
});
