import type { Page } from "@playwright/test";
import { ADMIN, type OidcWorld, OLGA, oidcWorld } from "../support/oidc-world.ts";
import { test as base, expect, expectAccessible, signIn, takenOver } from "./fixtures.ts";

const test = base.extend<{ world: OidcWorld }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern which fixtures this one needs
  world: async ({}, use) => {
    await using world = await oidcWorld();
    await use(world);
  },
});

/** Fills in the provider's own page. */
async function logIn(page: Page, login: string): Promise<void> {
  await page.getByPlaceholder("Enter any login").fill(login);
  await page.getByPlaceholder("and password").fill("any");
  await page.getByRole("button", { name: "Sign-in" }).click();
}

const heading = (page: Page, name: string) => page.getByRole("heading", { level: 1, name });

test("a person signs in through the provider, does what their role allows, and signs out", async ({
  page,
  world,
}) => {
  await page.goto(`${world.tocsin.url}/settings/api-keys`);
  await page.getByRole("link", { name: "Sign in with Acme ID" }).click();
  expect(new URL(page.url()).origin).toBe(world.provider.url);
  await logIn(page, "olga");
  await expect(heading(page, "API Keys")).toBeVisible();
  await expect(page.getByText("Ask an admin for one")).toBeVisible();
  const account = page.getByRole("button", { name: /^Account.*Olga Petrova/ });
  await takenOver(account);
  await account.click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(heading(page, "Sign in")).toBeVisible();
  await page.getByRole("link", { name: "Sign in with Acme ID" }).click();
  await expect(heading(page, "Overview")).toBeVisible();
});

test("who gets no role is told so, and can sign in with a password instead", async ({ page, world }) => {
  world.provider.people.set("olga", { ...OLGA, groups: [] });
  await page.goto(`${world.tocsin.url}/rules`);
  await page.getByRole("link", { name: "Sign in with Acme ID" }).click();
  await logIn(page, "olga");
  const refusal = page.getByRole("alert").filter({ hasText: "Acme ID gives you no role in Tocsin" });
  await expect(refusal).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel("Email").fill(ADMIN.email);
  await page.getByLabel("Password", { exact: true }).fill(ADMIN.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(heading(page, "Rules")).toBeVisible();
});

test("a user links and unlinks their identity at the provider", async ({ page, world }) => {
  world.provider.people.set("olga", { ...OLGA, groups: ["root"] });
  await signIn(page, world.tocsin, "/profile/security", ADMIN);
  const section = page.getByRole("region", { name: "Single sign-on" });
  await expect(section).toContainText("Not linked");
  await expectAccessible(page);
  await section.getByRole("button", { name: "Link Acme ID" }).click();
  await logIn(page, "olga");
  await expect(section.getByText("Linked", { exact: true })).toBeVisible();
  await section.getByRole("button", { name: "Unlink Acme ID" }).click();
  const dialog = page.getByRole("alertdialog", { name: "Unlink Acme ID?" });
  await dialog.getByRole("button", { name: "Unlink" }).click();
  await expect(section).toContainText("Not linked");
  await expect(section.getByRole("heading", { name: "Single sign-on" })).toBeFocused();
});

test.describe("without a script", () => {
  test.use({ javaScriptEnabled: false });

  test("a person signs in through the provider", async ({ page, world }) => {
    await page.goto(`${world.tocsin.url}/deliveries?state=failed`);
    await page.getByRole("link", { name: "Sign in with Acme ID" }).click();
    await logIn(page, "olga");
    await expect(page).toHaveURL(`${world.tocsin.url}/deliveries?state=failed`);
    await expect(heading(page, "Deliveries")).toBeVisible();
  });

  test("a user is not offered to link, which needs one", async ({ page, world }) => {
    await page.goto(`${world.tocsin.url}/profile/security`);
    await page.getByLabel("Email").fill(ADMIN.email);
    await page.getByLabel("Password", { exact: true }).fill(ADMIN.password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByRole("region", { name: "Single sign-on" })).toContainText("Not linked");
    await expect(page.getByRole("button", { name: "Link Acme ID" })).toHaveCount(0);
  });
});
