import type { Page, Request } from "@playwright/test";
import { connect } from "../support/api.ts";
import { ADMIN, expect, signIn, takenOver, test } from "./fixtures.ts";

const NEXT = "another horse battery";

const save = (page: Page) => page.getByRole("button", { name: "Save" });

test("the name, the theme and the time zone: saved once, shown everywhere", async ({ page, tocsin }) => {
  await connect(tocsin).post({ alert_id: "disk", alert_title: "Disk full" });
  await signIn(page, tocsin, "/profile");
  await test.step("a name without letters is refused at its field", async () => {
    await page.getByLabel("Name").fill("  ");
    await save(page).click();
    await expect(page.getByText("Name is required.")).toBeVisible();
    await expect(page.getByLabel("Name")).toBeFocused();
  });
  await test.step("name and zone are saved, and every page has them", async () => {
    await page.getByLabel("Name").fill("Ada <b>Lovelace</b>");
    await page.getByRole("combobox", { name: "Time zone" }).click();
    await page.getByRole("option", { name: "Asia/Tokyo" }).click();
    await save(page).click();
    await expect(page.getByText("Your profile is saved")).toBeVisible();
    await expect(page.getByRole("button", { name: "Account: Ada <b>Lovelace</b>" })).toBeVisible();
    await page.goto(`${tocsin.url}/alerts/disk`);
    await expect(page.locator("time").first()).toHaveAttribute("title", / GMT\+9\n.* UTC$/);
  });
  await test.step("the theme changes at once", async () => {
    await page.goto(`${tocsin.url}/profile`);
    await expect(page.getByRole("combobox", { name: "Time zone" })).toHaveText("Asia/Tokyo");
    await takenOver(page.getByRole("radio", { name: "Dark" }));
    await page.getByRole("radio", { name: "Dark" }).check();
    await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  });
});

test("a password is changed with the present one, and other browsers are signed out", async ({
  page,
  browser,
  tocsin,
}) => {
  await signIn(page, tocsin, "/profile/security/password");
  const context = await browser.newContext();
  const other = await context.newPage();
  await signIn(other, tocsin, "/rules");

  await page.getByLabel("Present password", { exact: true }).fill("wrong horse battery");
  await page.getByLabel("New password", { exact: true }).fill("too short");
  const change = page.getByRole("button", { name: "Change password" });
  await change.click();
  await expect(page.getByText("A password needs at least 12 characters.")).toBeVisible();
  await page.getByLabel("New password", { exact: true }).fill(NEXT);
  await change.click();
  await expect(page.getByText("This is not your present password: try again.")).toBeVisible();
  await page.getByLabel("Present password", { exact: true }).fill(ADMIN.password);
  await change.click();
  await expect(page.getByText("One other session has ended.")).toBeVisible();
  await expect(page.getByText("This browser")).toBeVisible();

  await other.goto(`${tocsin.url}/rules`);
  await expect(other).toHaveURL(/\/login/);
  await signIn(other, tocsin, "/rules", { ...ADMIN, password: NEXT });
  await context.close();
});

test("sessions are listed in words, and ended one by one or all at once", async ({
  page,
  browser,
  tocsin,
}) => {
  const others = await Promise.all([1, 2, 3].map(() => browser.newContext()));
  for (const context of others) await signIn(await context.newPage(), tocsin, "/rules");
  await signIn(page, tocsin, "/profile/security");
  const rows = page.getByRole("region", { name: "Sessions" }).getByRole("listitem");
  await expect(rows).toHaveCount(4);
  await expect(rows.first()).toContainText("Chrome on Linux");
  await expect(rows.first()).toContainText("This browser");
  await expect(rows.first()).toContainText("127.0.0.1");
  await rows.nth(1).getByRole("button", { name: /^End/ }).click();
  await expect(rows).toHaveCount(3);
  await expect(rows.nth(1).getByRole("button", { name: /^End/ })).toBeFocused();
  await page.getByRole("button", { name: "End all others" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "End all others" }).click();
  await expect(rows).toHaveCount(1);
  await expect(page.getByRole("heading", { name: "Sessions", exact: true })).toBeFocused();
  for (const context of others) {
    const [open] = context.pages();
    await open?.goto(`${tocsin.url}/rules`);
    await expect(open ?? page).toHaveURL(/\/login/);
    await context.close();
  }
});

test("a page that follows changes tells that nobody asked for it; a press on a link tells nothing", async ({
  page,
  tocsin,
}) => {
  await signIn(page, tocsin, "/alerts");
  const isPage = (request: Request) => {
    const headers = request.headers();
    return headers.rsc !== undefined && headers["next-router-prefetch"] === undefined;
  };
  const refresh = page.waitForRequest(isPage);
  await connect(tocsin).post({ alert_id: "disk", alert_title: "Disk full" });
  expect((await refresh).headers()["x-tocsin-refresh"]).toBe("1");
  await expect(page.getByRole("link", { name: "Disk full" })).toBeVisible();
  const asked = page.waitForRequest(
    (request) => isPage(request) && new URL(request.url()).pathname === "/rules",
  );
  await page.getByRole("link", { name: "Rules" }).click();
  expect((await asked).headers()["x-tocsin-refresh"]).toBeUndefined();
});
