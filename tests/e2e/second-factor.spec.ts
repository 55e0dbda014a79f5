import { addUser } from "../support/people.ts";
import { startTocsin } from "../support/server.ts";
import { codeAfter, wrongCode } from "../support/totp.ts";
import { ADMIN, expect, expectAccessible, signIn, takenOver, test } from "./fixtures.ts";
import { button, givePassword, heading, sendCode, setUpSecondFactor } from "./second-factor.ts";

test("a user sets up a second factor, signs in with it and with a recovery code, and turns it off", async ({
  page,
  tocsin,
}) => {
  await signIn(page, tocsin, "/rules");
  await test.step("the user menu leads to the profile", async () => {
    await page.getByRole("button", { name: /^Account/ }).click();
    await page.getByRole("menuitem", { name: "Profile" }).click();
    await expect(heading(page, "Profile")).toBeVisible();
    await page.getByRole("link", { name: "Security" }).click();
    await expect(page.getByText("This browser")).toBeVisible();
    await page.getByRole("link", { name: "Set up", exact: true }).click();
    await expect(heading(page, "Set up a second factor")).toBeVisible();
  });
  const { secret, codes } = await setUpSecondFactor(page, -1);
  await expect(page.getByText("10 of 10 recovery codes are left")).toBeVisible();

  await test.step("signing in asks for a code, and leads on to the requested page", async () => {
    await page.context().clearCookies();
    await givePassword(page, tocsin, "/deliveries?state=failed");
    await expect(heading(page, "Second factor")).toBeVisible();
    await expectAccessible(page);
    await sendCode(page, "");
    await expect(page.getByText("Enter the code.")).toBeVisible();
    await page.context().setOffline(true);
    await sendCode(page, wrongCode(secret));
    await expect(page.getByRole("alert").filter({ hasText: "Tocsin did not answer" })).toBeVisible();
    await page.context().setOffline(false);
    await sendCode(page, wrongCode(secret));
    await expect(page.getByText(/This code is wrong or was used already/)).toBeVisible();
    await expect(page.getByText("Enter the code.")).toHaveCount(0);
    await sendCode(page, codeAfter(secret, 0));
    await expect(page).toHaveURL(`${tocsin.url}/deliveries?state=failed`);
    await expect(heading(page, "Deliveries")).toBeVisible();
  });

  await test.step("a recovery code gets in as well", async () => {
    await page.context().clearCookies();
    await givePassword(page, tocsin, "/profile/security");
    await sendCode(page, codes[0] ?? "");
    await expect(page.getByText("9 of 10 recovery codes are left")).toBeVisible();
  });

  await test.step("new recovery codes need the present password", async () => {
    await takenOver(button(page, "New recovery codes"));
    await button(page, "New recovery codes").click();
    const dialog = page.getByRole("alertdialog", { name: "Make new recovery codes?" });
    await expect(dialog.getByLabel("Present password", { exact: true })).toBeFocused();
    await page.keyboard.type("wrong horse battery");
    await page.keyboard.press("Enter");
    await expect(dialog.getByRole("alert")).toContainText("This is not your present password");
    await dialog.getByLabel("Present password", { exact: true }).fill(ADMIN.password);
    await dialog.getByRole("button", { name: "Make new codes" }).click();
    const shown = page.getByRole("alertdialog", { name: "Your recovery codes" });
    await expect(shown.locator("code")).not.toContainText(codes[1] ?? "");
    await shown.getByRole("button", { name: "I have stored it" }).click();
    await expect(page.getByText("10 of 10 recovery codes are left")).toBeVisible();
  });

  await test.step("it is turned off with the present password", async () => {
    await button(page, "Turn off").click();
    const dialog = page.getByRole("alertdialog", { name: "Turn your second factor off?" });
    await dialog.getByLabel("Present password", { exact: true }).fill(ADMIN.password);
    await dialog.getByRole("button", { name: "Turn off" }).click();
    await expect(page.getByRole("link", { name: "Set up", exact: true })).toBeVisible();
    await expect(page.getByRole("heading", { name: "Second factor", exact: true })).toBeFocused();
  });
});

test("where everybody needs one, a user sets it up before any page", async ({ page }) => {
  await using tocsin = await startTocsin({
    env: {
      ADMIN_EMAIL: ADMIN.email,
      ADMIN_PASSWORD: ADMIN.password,
      REQUIRE_SECOND_FACTOR: "on",
    },
  });
  await givePassword(page, tocsin, "/rules");
  await expect(heading(page, "Set up a second factor")).toBeVisible();
  await expectAccessible(page);
  await page.goto(`${tocsin.url}/profile`);
  await expect(heading(page, "Set up a second factor")).toBeVisible();
  await page.goto(`${tocsin.url}/rules`);
  await setUpSecondFactor(page, 0);
  await expect(page).toHaveURL(`${tocsin.url}/rules`);
  await expect(heading(page, "Rules")).toBeVisible();
});

test.describe("without a script", () => {
  test.use({ javaScriptEnabled: false });

  test("signing in takes its second step", async ({ page, browser, tocsin }) => {
    const who = { email: "olga@example.com", password: ADMIN.password };
    await addUser(tocsin.dataDir, who);
    const context = await browser.newContext({ javaScriptEnabled: true });
    const scripted = await context.newPage();
    await signIn(scripted, tocsin, "/profile/security/second-factor", who);
    const { secret } = await setUpSecondFactor(scripted, -1);
    await context.close();

    await givePassword(page, tocsin, "/rules", who);
    await page.getByLabel("Code", { exact: true }).fill(wrongCode(secret));
    await button(page, "Sign in").click();
    await expect(page.getByText(/This code is wrong or was used already/)).toBeVisible();
    await page.getByLabel("Code", { exact: true }).fill(codeAfter(secret, 0));
    await button(page, "Sign in").click();
    await expect(page).toHaveURL(`${tocsin.url}/rules`);
  });
});
