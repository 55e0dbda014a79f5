import type { Page } from "@playwright/test";
import { connect } from "../support/api.ts";
import { expect, expectAccessible, signIn, test } from "./fixtures.ts";

const field = (page: Page) => page.getByRole("combobox", { name: /^Search pages/ });
const option = (page: Page, name: string | RegExp) => page.getByRole("option", { name });
const active = (page: Page) => page.locator('[role="option"][aria-selected="true"]');

/** A page is among the recent ones once it was looked at for a moment. */
const expectRemembered = (page: Page, path: string) =>
  expect.poll(() => page.evaluate(() => localStorage.getItem("tocsin-recent-pages"))).toContain(path);

test("the palette, by the keyboard alone", async ({ page, tocsin, receiver }) => {
  test.setTimeout(120_000);
  const api = connect(tocsin);
  await api.createChannel({ name: "Jira", url: `${receiver.url}/hook` });
  await api.post({ alert_id: "disk-1", alert_title: "Disk of the database is full" });
  await receiver.waitFor(1);
  await signIn(page, tocsin, "/rules");

  await test.step("its code is loaded at the first press; after a failure the next press tries again", async () => {
    const chunks = /\/_next\/static\/.*\.js/;
    let refused = 0;
    // A request that is on its way already is not refused, and an early press is lost: then from the start.
    await expect(async () => {
      await page.unroute(chunks);
      await page.reload();
      await page.route(chunks, (route) => {
        refused++;
        return route.abort();
      });
      await page.keyboard.press("/");
      await expect(page.getByText("This could not be opened")).toBeVisible();
    }).toPass({ timeout: 30_000 });
    expect(refused).toBeGreaterThan(0);
    await page.unroute(chunks);
    await page.keyboard.press("/");
    await expect(field(page)).toBeFocused();
    await expect(field(page)).toHaveValue("");
  });

  await test.step("the pages of the console, the first one active", async () => {
    await expect(page.getByRole("group", { name: "Pages" })).toBeVisible();
    await expect(active(page)).toHaveCount(1);
    const id = await active(page).getAttribute("id");
    await expect(field(page)).toHaveAttribute("aria-activedescendant", id ?? "none");
    await expectAccessible(page);
  });

  await test.step("arrows, Home and End choose, wrapping around at both ends", async () => {
    const first = await active(page).textContent();
    await page.keyboard.press("ArrowUp");
    await expect(active(page)).toContainText("Users");
    await page.keyboard.press("ArrowDown");
    expect(await active(page).textContent()).toBe(first);
    await page.keyboard.press("End");
    await expect(active(page)).toContainText("Users");
    await page.keyboard.press("Home");
    expect(await active(page).textContent()).toBe(first);
  });

  await test.step("typing narrows; channels, rules and alerts are found, and Enter leads there", async () => {
    await field(page).fill("jir");
    await expect(page.getByRole("group", { name: "Channels" })).toBeVisible();
    await expect(active(page)).toContainText("Jira");
    await expectAccessible(page);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { level: 1, name: "Jira" })).toBeVisible();
    await expect(field(page)).toHaveCount(0);
    await expectRemembered(page, "/webhooks/chn_");
  });

  await test.step("a webhook is one page, whichever of its tabs was looked at", async () => {
    const remembered = () =>
      page.evaluate(() => JSON.parse(localStorage.getItem("tocsin-recent-pages") ?? "[]").at(0));
    const details = await remembered();
    await page.getByRole("link", { name: "Used by", exact: true }).click();
    await page.waitForURL("**/used-by");
    await page.evaluate(() => localStorage.removeItem("tocsin-recent-pages"));
    await page.getByRole("link", { name: "Security", exact: true }).click();
    await page.waitForURL("**/security");
    await expect.poll(remembered).toEqual(details);
    await page.getByRole("link", { name: "Details", exact: true }).click();
    await expect(page.getByLabel("Name", { exact: true })).toBeVisible();
  });

  await test.step("Ctrl-K opens it from a field, where / is only typed", async () => {
    const name = page.getByLabel("Name", { exact: true });
    await name.focus();
    await page.keyboard.press("/");
    await expect(name).toHaveValue(/\//);
    await expect(field(page)).toHaveCount(0);
    await page.keyboard.press("Control+k");
    await expect(field(page)).toBeFocused();
  });

  await test.step("leaving a form with changes asks, as with any link", async () => {
    await field(page).fill("deliveries");
    await page.keyboard.press("Enter");
    const question = page.getByRole("alertdialog", { name: "Leave without saving?" });
    await expect(question).toBeVisible();
    await question.getByRole("button", { name: "Leave" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Deliveries" })).toBeVisible();
  });

  await test.step("an alert by a word of its title, a delivery by its id", async () => {
    await page.keyboard.press("/");
    await field(page).fill("database");
    await expect(active(page)).toContainText("Disk of the database is full");
    const { body } = await api.get<{ data: { id: string }[] }>("/api/v1/deliveries");
    const id = body.data[0]?.id ?? "";
    await field(page).fill(id);
    await expect(page.getByRole("group", { name: "Deliveries" })).toBeVisible();
    await expect(active(page)).toContainText(id);
    await page.keyboard.press("Enter");
    await page.waitForURL(`**/deliveries/${id}`);
  });

  await test.step("what was looked at comes first the next time", async () => {
    await expectRemembered(page, "/deliveries/dlv_");
    await page.goto(`${tocsin.url}/rules`);
    await page.getByRole("button", { name: "Search", exact: true }).click();
    const recent = page.getByRole("group", { name: "Recent" });
    await expect(recent.getByRole("option").first()).toContainText("Deliveries");
    await expect(option(page, /Jira/)).toBeVisible();
  });

  await test.step("it says so if it finds nothing", async () => {
    await field(page).fill("zebra");
    await expect(page.getByText("Nothing found for “zebra”.")).toBeVisible();
    await page.keyboard.press("Enter");
    await expect(field(page)).toBeFocused();
  });

  await test.step("it says that the server is away, and goes on by itself", async () => {
    await page.route("**/api/search?*", (route) => route.abort());
    await field(page).fill("database");
    await expect(page.getByText("Can't reach Tocsin, trying again…")).toBeVisible();
    await page.unroute("**/api/search?*");
    await expect(option(page, /Disk of the database/)).toBeVisible();
    await expect(page.getByText("Can't reach Tocsin")).toHaveCount(0);
  });

  await test.step("a late answer to an earlier question is dropped", async () => {
    const late = Promise.withResolvers<void>();
    await page.route("**/api/search?q=database", async (route) => {
      await late.promise;
      await route.continue().catch(() => {});
    });
    await field(page).fill("");
    await field(page).fill("database");
    await page.waitForRequest("**/api/search?q=database");
    await field(page).fill("zebra");
    await expect(page.getByText("Nothing found for “zebra”.")).toBeVisible();
    late.resolve();
    await page.unrouteAll({ behavior: "wait" });
    await expect(page.getByText("Nothing found for “zebra”.")).toBeVisible();
    await expect(page.getByRole("option")).toHaveCount(0);
  });

  await test.step("Escape closes it, and the focus is where it was", async () => {
    await page.keyboard.press("Escape");
    await expect(field(page)).toHaveCount(0);
    await expect(page.getByRole("button", { name: "Search", exact: true })).toBeFocused();
  });

  await test.step("/ does not open it over a dialog", async () => {
    await page.getByRole("button", { name: "Actions for All alerts" }).click();
    await page.getByRole("menuitem", { name: "Delete" }).click();
    await expect(page.getByRole("alertdialog")).toBeVisible();
    await page.keyboard.press("/");
    await expect(field(page)).toHaveCount(0);
    await page.keyboard.press("Escape");
  });

  await test.step("signing out forgets the visited pages", async () => {
    await page.getByRole("button", { name: /^Account/ }).click();
    await page.getByRole("menuitem", { name: "Sign out" }).click();
    await page.waitForURL("**/login");
    expect(await page.evaluate(() => localStorage.getItem("tocsin-recent-pages"))).toBeNull();
  });
});

test.describe("on a touch screen", () => {
  test.use({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } });

  test("the button is large enough, and a tap opens a page", async ({ page, tocsin }) => {
    await signIn(page, tocsin, "/rules");
    const button = page.getByRole("button", { name: "Search", exact: true });
    const box = await button.boundingBox();
    expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(44);
    await button.tap();
    await option(page, /API Keys/).tap();
    await expect(page.getByRole("heading", { level: 1, name: "API Keys" })).toBeVisible();
  });
});
