import { test as base, expect, type Locator, type Page } from "@playwright/test";
import axe, { type AxeResults, type RunOptions } from "axe-core";
import { type Receiver, startReceiver } from "../support/receiver.ts";
import { startTocsin, type Tocsin } from "../support/server.ts";

export const ADMIN = { email: "ada@example.com", password: "correct horse battery" };

type Tests = {
  /** Each test has its own installation, with the admin above. */
  tocsin: Tocsin;
  receiver: Receiver;
};

/** Tests with their own running installation and receiver. */
export const test = base.extend<Tests>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern which fixtures this one needs
  tocsin: async ({}, use) => {
    await using tocsin = await startTocsin({
      env: { ADMIN_EMAIL: ADMIN.email, ADMIN_PASSWORD: ADMIN.password },
    });
    await use(tocsin);
  },
  page: async ({ page }, use, info) => {
    await use(page);
    if (info.status !== info.expectedStatus) console.log(await lookOf(page));
  },
  // biome-ignore lint/correctness/noEmptyPattern: as above
  receiver: async ({}, use) => {
    await using receiver = await startReceiver();
    await use(receiver);
  },
});

/** What a failed test leaves on the page, for a log that comes without files. */
async function lookOf(page: Page): Promise<string> {
  const focused = await page.evaluate(() => document.activeElement?.outerHTML.slice(0, 200) ?? "nothing");
  return `${page.url()}\nFocused: ${focused}\n${await page.locator("body").ariaSnapshot()}`;
}

export { expect };

export async function signIn(page: Page, tocsin: Tocsin, path = "/", who = ADMIN): Promise<void> {
  await page.goto(tocsin.url + path);
  await page.getByLabel("Email").fill(who.email);
  await page.getByLabel("Password", { exact: true }).fill(who.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((url) => url.pathname !== "/login");
  await takenOver(page.getByRole("button", { name: /^Account/ }));
}

/** Resolves once the page has the script of menus and dialogs, which comes after the page. Call it before. */
export const popupsLoaded = (page: Page): Promise<unknown> =>
  page.waitForResponse(
    async (answer) => answer.url().includes("/_next/static/chunks/") && /base-ui/.test(await answer.text()),
  );

/** Waits until React handles `target`: presses before that are lost. */
export async function takenOver(target: Locator): Promise<void> {
  const byReact = (element: Element) => Object.keys(element).some((key) => key.startsWith("__reactProps"));
  await expect.poll(() => target.evaluate(byReact)).toBe(true);
}

const WIDTHS = [1280, 390, 320];

/** The rules of axe that depend on the theme. The other rules run in the light theme only. */
const RULES_OF_COLOUR = ["color-contrast", "link-in-text-block"];

/** Expects that axe finds nothing on the current page, in both themes, at 1280, 390 and 320 pixels. */
export async function expectAccessible(page: Page): Promise<void> {
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await settled(page);
      expect(await faultsOf(page, colorScheme), `${width} px, ${colorScheme}`).toEqual([]);
    }
  }
  await page.setViewportSize({ width: 1280, height: 900 });
}

async function faultsOf(page: Page, colorScheme: "light" | "dark"): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe.source);
  const options: RunOptions = { resultTypes: ["violations"] };
  if (colorScheme === "dark") options.runOnly = { type: "rule", values: RULES_OF_COLOUR };
  const { violations } = await page.evaluate(runAxe, options);
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" | ")}`);
}

/** Runs in the page, where axe's source has made the global. */
const runAxe = (options: RunOptions): Promise<AxeResults> =>
  (window as unknown as { axe: typeof axe }).axe.run(document, options);

/**
 * Waits until all transitions have ended: halfway between two themes, colours lack the contrast of either.
 * One transition may start others.
 */
async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const nextFrame = () => new Promise(requestAnimationFrame);
    const endless = (one: Animation) => one.effect?.getComputedTiming().iterations === Infinity;
    const running = () => document.getAnimations().filter((one) => !endless(one));
    do {
      await nextFrame();
      await nextFrame();
      await Promise.allSettled(running().map(({ finished }) => finished));
    } while (running().length > 0);
  });
}
