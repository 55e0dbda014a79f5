import type { Page } from "@playwright/test";
import { hashToken } from "#lib/token.ts";
import { filledAddress } from "../support/built.ts";
import { inDatabase } from "../support/database.ts";
import { startTocsin, type Tocsin } from "../support/server.ts";
import { ADMIN, expect, takenOver, test } from "./fixtures.ts";
import { givePassword, heading, setUpSecondFactor } from "./second-factor.ts";

/** The pages that lead whoever is signed in to another one. */
const LEADS: Record<string, string> = {
  "/login": "/",
  "/login/code": "/",
  "/second-factor": "/",
  "/rules/new": "/rules/new/alerts",
  "/security-management": "/security-management/access-requests",
};

/**
 * Opens the pages with these patterns for whoever is signed in, and expects that each is shown at its own address.
 * `ids` has one of each thing, by the folder of its page.
 */
export async function openEveryPage(
  page: Page,
  tocsin: Tocsin,
  { patterns, ids }: { patterns: readonly string[]; ids: Record<string, string> },
): Promise<void> {
  for (const pattern of patterns.filter((one) => !one.startsWith("/_")))
    await test.step(pattern, async () => {
      const path = filledAddress(pattern, ids);
      await page.goto(tocsin.url + path);
      await expectShown(page, LEADS[path] ?? path);
    });
}

/**
 * Opens the pages of people who are not signed in yet, each as somebody who has what it needs: the set-up link,
 * a session that owes a second factor, a right password, and an unused link of each kind. It takes an
 * installation of its own, and leaves the browser without a session.
 */
export async function openStrangersPages(page: Page): Promise<void> {
  await using tocsin = await startTocsin({ env: { REQUIRE_SECOND_FACTOR: "on" } });
  await test.step("/setup", async () => {
    await page.goto(await tocsin.setupUrl());
    await expectShown(page, "/setup", "Set up Tocsin");
    await makeFirstAdmin(page);
  });
  await test.step("/second-factor", async () => {
    await expectShown(page, "/second-factor", "Set up a second factor");
    await setUpSecondFactor(page, -1);
    await expect(heading(page, "Overview")).toBeVisible();
    await page.context().clearCookies();
  });
  await test.step("/login", async () => {
    await page.goto(`${tocsin.url}/login`);
    await expectShown(page, "/login", "Sign in");
  });
  await test.step("/login/code", async () => {
    await givePassword(page, tocsin, "/rules");
    await expectShown(page, "/login/code", "Second factor");
  });
  for (const [kind, path, title] of [
    ["invite", "/invite", "Welcome to Tocsin"],
    ["reset-password", "/invite", "Choose a new password"],
    ["sign-in", "/sign-in-link", "Sign in"],
  ] as const)
    await test.step(`${path} for ${kind}`, async () => {
      await page.goto(`${tocsin.url}${path}?token=${makeLink(tocsin, kind)}`);
      await expectShown(page, path, title);
    });
}

async function makeFirstAdmin(page: Page): Promise<void> {
  await page.getByLabel("Name").fill("Ada");
  await page.getByLabel("Email").fill(ADMIN.email);
  await page.getByLabel("Password", { exact: true }).fill(ADMIN.password);
  await page.getByRole("button", { name: "Make the first admin" }).click();
}

/** Makes a link of the one user. Returns its token. */
function makeLink({ dataDir }: Tocsin, kind: string): string {
  const token = `token-${kind}`;
  const row = { hash: hashToken(token), kind, end: Date.now() + 3_600_000 };
  inDatabase(dataDir, (sqlite) =>
    sqlite.prepare("INSERT INTO account_links SELECT @hash, id, @kind, 0, @end, NULL FROM users").run(row),
  );
  return token;
}

/** Expects that this is the page, and waits until React has taken it over. */
async function expectShown(page: Page, path: string, title?: string): Promise<void> {
  if (title !== undefined) await expect(heading(page, title)).toBeVisible();
  expect(new URL(page.url()).pathname).toBe(path);
  await takenOver(page.locator("a, button").last());
}
