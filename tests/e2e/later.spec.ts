import type { Page, Route } from "@playwright/test";
import { connect } from "../support/api.ts";
import type { Tocsin } from "../support/server.ts";
import { expect, signIn, takenOver, test } from "./fixtures.ts";

/*
 * Menus, dialogs and toasts are loaded after the page. A press or a message that comes before them is not
 * lost.
 */

const CHUNKS = "**/_next/static/chunks/*.js";
/** Texts that only the scripts of popups and of toasts contain. */
const POPUPS = /base-ui/;
const TOASTS = /sonner/;

async function openWebhooks(page: Page, tocsin: Tocsin): Promise<void> {
  const api = connect(tocsin);
  for (const name of ["Jira", "Slack"]) await api.createChannel({ name, url: "http://127.0.0.1:9/" });
  await signIn(page, tocsin, "/deliveries");
}

/** Lets `act` handle the scripts that contain `wanted`. */
const onScripts = (page: Page, wanted: RegExp, act: (route: Route) => Promise<void>) =>
  page.route(CHUNKS, async (route) => {
    const answer = await route.fetch();
    if (wanted.test(await answer.text())) await act(route);
    else await route.fulfill({ response: answer });
  });

const ellipsis = (page: Page, name: string) => page.getByRole("button", { name: `Actions for ${name}` });

for (const { how, press, focused } of [
  { how: "Enter", press: (page: Page) => page.keyboard.press("Enter"), focused: true },
  { how: "an arrow", press: (page: Page) => page.keyboard.press("ArrowDown"), focused: true },
  { how: "the mouse", press: (page: Page) => ellipsis(page, "Jira").click(), focused: false },
])
  test(`a menu pressed with ${how} before its script is loaded opens once it is`, async ({
    page,
    tocsin,
  }) => {
    await openWebhooks(page, tocsin);
    const come = Promise.withResolvers<void>();
    const asked = Promise.withResolvers<void>();
    await onScripts(page, POPUPS, async (route) => {
      asked.resolve();
      await come.promise;
      await route.continue();
    });
    await page.goto(`${tocsin.url}/settings/notification-channels/webhooks`);
    await takenOver(ellipsis(page, "Jira"));
    await ellipsis(page, "Jira").focus();
    await press(page);
    await asked.promise;
    await expect(page.getByRole("menu")).toBeHidden();
    come.resolve();
    await expect(page.getByRole("menuitem", { name: "Disable" })).toBeVisible();
    if (focused) await expect(page.getByRole("menuitem", { name: "Disable" })).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("menu")).toBeHidden();
    await expect(ellipsis(page, "Jira")).toBeFocused();
  });

test("if the scripts can't be loaded, the page says so in plain words, and a later press opens the menu", async ({
  page,
  tocsin,
}) => {
  await openWebhooks(page, tocsin);
  await onScripts(page, new RegExp(`${POPUPS.source}|${TOASTS.source}`), (route) => route.abort());
  await page.goto(`${tocsin.url}/settings/notification-channels/webhooks`);
  await takenOver(ellipsis(page, "Jira"));
  await ellipsis(page, "Jira").click();
  await expect(page.getByRole("status").getByText("This could not be opened")).toBeVisible();
  await page.unroute(CHUNKS);
  await ellipsis(page, "Jira").click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await expect(page.getByRole("alertdialog", { name: "Delete Jira?" })).toBeVisible();
});

test("a table has one menu: opening another row's closes it", async ({ page, tocsin }) => {
  await openWebhooks(page, tocsin);
  await page.goto(`${tocsin.url}/settings/notification-channels/webhooks`);
  // Its menu opens below it and does not cover the row above.
  await ellipsis(page, "Slack").click();
  await expect(page.getByRole("menu", { name: "Actions for Slack" })).toBeVisible();
  await ellipsis(page, "Jira").click();
  await expect(page.getByRole("menu", { name: "Actions for Jira" })).toBeVisible();
  await expect(page.getByRole("menu")).toHaveCount(1);
  await expect(ellipsis(page, "Slack")).toHaveAttribute("aria-expanded", "false");
});

test("a hint appears on hover and on focus, stays under the pointer, and Escape closes it", async ({
  page,
  tocsin,
}) => {
  await openWebhooks(page, tocsin);
  await page.setViewportSize({ width: 1000, height: 800 });
  const navigation = page.getByRole("navigation", { name: "Main" });
  const link = navigation.getByRole("link", { name: "Alerts" });
  const hint = page.locator("[data-hint]");
  await link.hover();
  await expect(hint).toBeVisible();
  await hint.hover();
  await expect(hint).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(hint).toBeHidden();
  await navigation.getByRole("link", { name: "Overview" }).focus();
  await page.keyboard.press("Tab");
  await expect(link).toBeFocused();
  await expect(hint).toBeVisible();
});
