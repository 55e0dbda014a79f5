import type { Browser, Page } from "@playwright/test";
import { tocsin as cli } from "../support/cli.ts";
import { idsOfPeople, inDatabase } from "../support/database.ts";
import { addUser } from "../support/people.ts";
import type { Tocsin } from "../support/server.ts";
import { codeAfter } from "../support/totp.ts";
import { ADMIN, expect, expectAccessible, signIn, takenOver, test } from "./fixtures.ts";
import { givePassword, sendCode, setUpSecondFactor } from "./second-factor.ts";

const BOB = { name: "Bob Fisher", email: "bob@example.com", password: "a password that Bob chose" };

/** Invites Bob as an operator. Resolves to the link, as the page shows it. */
async function invite(page: Page, tocsin: Tocsin): Promise<string> {
  await page.goto(`${tocsin.url}/settings/users`);
  await page.getByRole("link", { name: "Invite" }).click();
  await page.getByLabel("Name").fill(BOB.name);
  await page.getByLabel("Email").fill(BOB.email);
  await page.getByRole("radio", { name: "Operator" }).check();
  await page.getByRole("button", { name: "Make invite link" }).click();
  const shown = page.getByRole("alertdialog", { name: `Invite link for ${BOB.name}` });
  const link = (await shown.locator("code").textContent()) ?? "";
  expect(link).toMatch(new RegExp(`^${tocsin.url}/invite\\?token=[\\w-]{43}$`));
  await shown.getByRole("button", { name: "I have stored it" }).click();
  await expect(page).toHaveURL(`${tocsin.url}/settings/users`);
  return link;
}

/** Another person's browser. */
async function otherBrowser(browser: Browser): Promise<Page> {
  return (await browser.newContext()).newPage();
}

const rowOf = (page: Page, name: string) => page.getByRole("row").filter({ hasText: name });

async function act(page: Page, name: string, item: string): Promise<void> {
  const menu = page.getByRole("button", { name: `Actions for ${name}` });
  await takenOver(menu);
  await menu.click();
  await page.getByRole("menuitem", { name: item }).click();
}

test("a colleague is invited, chooses a password, sets up a second factor, is demoted and sees it at once", async ({
  page,
  tocsin,
  browser,
}) => {
  await signIn(page, tocsin);
  const link = await invite(page, tocsin);
  await expect(rowOf(page, BOB.name)).toContainText(/bob@example\.com.*Operator.*Invited/);

  const bobs = await otherBrowser(browser);
  await test.step("he chooses a password; a short one is told at its field, and stays", async () => {
    await bobs.goto(link);
    await takenOver(bobs.getByRole("button", { name: "Set password" }));
    const password = bobs.getByLabel("Password", { exact: true });
    await password.fill("too short");
    await bobs.getByRole("button", { name: "Set password" }).click();
    await expect(bobs.getByText("A password needs at least 12 characters.")).toBeVisible();
    await expect(password).toBeFocused();
    await expect(password).toHaveValue("too short");
    await password.fill(BOB.password);
    await bobs.getByRole("button", { name: "Set password" }).click();
    await expect(bobs.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
    expect(new URL(bobs.url()).pathname).toBe("/");
  });
  await test.step("the admin's list shows by itself that he is active", async () => {
    await expect(rowOf(page, BOB.name)).toContainText("Active");
  });
  const { secret, codes } = await test.step("he sets up a second factor", async () => {
    await bobs.goto(`${tocsin.url}/profile/security/second-factor`);
    return setUpSecondFactor(bobs, -1);
  });
  await test.step("he signs in with both", async () => {
    await takenOver(bobs.getByRole("button", { name: /^Account/ }));
    await bobs.getByRole("button", { name: /^Account/ }).click();
    await bobs.getByRole("menuitem", { name: "Sign out" }).click();
    await bobs.waitForURL(/\/login/);
    await givePassword(bobs, tocsin, "/settings/users", BOB);
    await sendCode(bobs, codeAfter(secret, 0));
    await expect(bobs.getByText("Only admins invite and change users.")).toBeVisible();
    await expect(bobs.getByRole("button", { name: /^Actions for/ })).toHaveCount(0);
  });
  await test.step("he is demoted, and his open page says at once that he is signed out", async () => {
    await act(page, BOB.name, "Change role");
    const dialog = page.getByRole("alertdialog");
    await dialog.getByRole("radio", { name: "Viewer" }).check();
    await dialog.getByRole("button", { name: "Change role" }).click();
    await expect(rowOf(page, BOB.name)).toContainText("Viewer");
    await expect(bobs.getByText("You are signed out.")).toBeVisible({ timeout: 5_000 });
    await givePassword(bobs, tocsin, "/login?next=/alerts", BOB);
    await sendCode(bobs, codes[0] ?? "");
    await takenOver(bobs.getByRole("button", { name: /^Account/ }));
    await bobs.getByRole("button", { name: /^Account/ }).click();
    await expect(bobs.getByText("Viewer")).toBeVisible();
  });
  await test.step("his link is used up", async () => {
    await bobs.goto(link);
    await expect(bobs.getByText("This link was used already")).toBeVisible();
  });
});

test("an admin resets a password, disables, enables and deletes a user", async ({
  page,
  tocsin,
  browser,
}) => {
  await signIn(page, tocsin);
  const bobs = await otherBrowser(browser);
  await bobs.goto(await invite(page, tocsin));
  await bobs.getByLabel("Password", { exact: true }).fill(BOB.password);
  await bobs.getByRole("button", { name: "Set password" }).click();
  await expect(bobs.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();

  await test.step("a reset link signs out once a new password was chosen", async () => {
    await act(page, BOB.name, "Reset password");
    const shown = page.getByRole("alertdialog", { name: `Reset link for ${BOB.name}` });
    const link = await shown.locator("code").textContent();
    await shown.getByRole("button", { name: "I have stored it" }).click();
    const others = await otherBrowser(browser);
    await others.goto(link ?? "");
    await others.getByLabel("Password", { exact: true }).fill("another long password");
    await others.getByRole("button", { name: "Set password" }).click();
    await expect(others.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
    await bobs.goto(`${tocsin.url}/alerts`);
    await expect(bobs.getByRole("heading", { level: 1, name: "Sign in" })).toBeVisible();
  });
  await test.step("the user's page changes the name, and only what was changed", async () => {
    await page.getByRole("link", { name: BOB.name }).click();
    await expect(page.getByRole("heading", { level: 1, name: BOB.name })).toBeVisible();
    await page.getByLabel("Name").fill("Robert");
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Robert" })).toBeVisible();
  });
  await test.step("disable and enable", async () => {
    await page.getByRole("button", { name: "Disable" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Disable" }).click();
    await expect(page.getByRole("button", { name: "Reset password" })).toHaveCount(0);
    await expect(page.getByRole("heading", { name: "Access" })).toBeFocused();
    await page.getByRole("button", { name: "Enable" }).click();
    await expect(page.getByRole("button", { name: "Disable" })).toBeVisible();
    await expect(page.getByRole("heading", { name: "Access" })).toBeFocused();
  });
  await test.step("delete, which leads back to the list", async () => {
    await page.getByRole("button", { name: "Delete" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Delete" }).click();
    await expect(page).toHaveURL(`${tocsin.url}/settings/users`);
    await expect(rowOf(page, "ada")).toBeVisible();
    await expect(rowOf(page, "Robert")).toHaveCount(0);
  });
  await test.step("the last admin has no act that would lock everybody out", async () => {
    await page.getByRole("link", { name: "ada", exact: true }).click();
    await expect(page.getByText("The last active admin can't be demoted")).toBeVisible();
    for (const name of ["Change role", "Disable", "Delete"])
      await expect(page.getByRole("button", { name })).toHaveCount(0);
  });
});

test("a user's page shows what somebody else saves, and keeps what is typed", async ({ page, tocsin }) => {
  await addUser(tocsin.dataDir, BOB);
  const { users: id } = idsOfPeople(tocsin.dataDir);
  await signIn(page, tocsin);
  const other = await page.context().newPage();
  const name = (one: Page) => one.getByLabel("Name", { exact: true });
  const email = (one: Page) => one.getByLabel("Email", { exact: true });
  for (const one of [page, other]) {
    await one.goto(`${tocsin.url}/settings/users/${id}`);
    await takenOver(name(one));
  }
  await email(page).fill("typed@example.com");
  await name(other).fill("Robert");
  await other.getByRole("button", { name: "Save" }).click();
  await expect(name(page)).toHaveValue("Robert");
  await expect(email(page)).toHaveValue("typed@example.com");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(email(other)).toHaveValue("typed@example.com");
});

test("a row that is deleted hands the focus to the next one", async ({ page, tocsin }) => {
  inDatabase(tocsin.dataDir, (sqlite) =>
    sqlite.exec(
      "INSERT INTO users (id, email, email_key, name, role, created_at) VALUES ('usr_b', 'b@x.example', 'b@x.example', 'Bea', 'viewer', 0), ('usr_c', 'c@x.example', 'c@x.example', 'Cleo', 'viewer', 0)",
    ),
  );
  await signIn(page, tocsin, "/settings/users");
  await act(page, "Bea", "Delete");
  await page.getByRole("alertdialog").getByRole("button", { name: "Delete" }).click();
  await expect(rowOf(page, "Bea")).toHaveCount(0);
  await expect(page.getByRole("link", { name: "Cleo" })).toBeFocused();
});

test("the pages of links are accessible, and a sign-in link signs in by its button", async ({
  page,
  tocsin,
}) => {
  const { stdout } = await cli(["user", "sign-in-link", ADMIN.email], { dataDir: tocsin.dataDir });
  await page.goto(stdout.trim().replace(/^http:\/\/localhost:\d+/, tocsin.url));
  await expectAccessible(page);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
  await page.goto(await invite(page, tocsin));
  await expect(page.getByRole("heading", { level: 1, name: "Welcome to Tocsin" })).toBeVisible();
  await expectAccessible(page);
  await page.goto(`${tocsin.url}/invite?token=none`);
  await expect(page.getByText("This link is not valid")).toBeVisible();
  await expectAccessible(page);
});
