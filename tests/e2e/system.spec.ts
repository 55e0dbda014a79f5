import { existsSync, readdirSync, readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { openWriter } from "#db/client.ts";
import { setFailedBackup } from "#db/queries/last-backup.ts";
import { noteSize } from "#db/queries/sizes.ts";
import { dayOf } from "#lib/domain/system/growth.ts";
import { enlarge } from "../integration/backup/large.ts";
import { connect } from "../support/api.ts";
import { inDatabase } from "../support/database.ts";
import type { Tocsin } from "../support/server.ts";
import { codeAfter } from "../support/totp.ts";
import { until } from "../support/until.ts";
import { ADMIN, expect, expectAccessible, signIn, test } from "./fixtures.ts";
import { setUpSecondFactor } from "./second-factor.ts";

const SYSTEM = "/settings/system";

const fact = (page: Page, name: string) =>
  page.locator("dt", { hasText: new RegExp(`^${name}$`) }).locator("xpath=following-sibling::dd");
const backUpNow = (page: Page) => page.getByRole("button", { name: "Back up now" });
const downloads = (page: Page) => page.getByRole("button", { name: /^Download tocsin-/ });

/** Writes into the database like another process. */
function inWriter(tocsin: Tocsin, write: (db: ReturnType<typeof openWriter>["db"]) => void): void {
  const { db, sqlite } = openWriter(`${tocsin.dataDir}/tocsin.db`);
  try {
    write(db);
  } finally {
    sqlite.close();
  }
}

test("an admin backs up, and downloads the backup after the password", async ({ page, context, tocsin }) => {
  test.setTimeout(120_000);
  await connect(tocsin).post({ alert_title: "Disk full" });
  await signIn(page, tocsin, SYSTEM);
  await expect(fact(page, "Engine")).toHaveText("Works");
  await expect(fact(page, "Version")).toHaveText(
    /^Tocsin \d+\.\d+\.\d+ with Node\.js [\d.]+ and SQLite [\d.]+$/,
  );
  await expect(fact(page, "Last good backup")).toHaveText("None yet");
  await expect(fact(page, "Key file")).toContainText(`${tocsin.dataDir}/secret.key`);
  await expect(fact(page, "Key file")).toContainText("It is in no backup");
  await expect(fact(page, "Growth")).toContainText("Known once the size was noted on 7 days");
  await expect(fact(page, "ADMIN_PASSWORD")).toHaveText("Set, and not shown");
  await expect(fact(page, "RETENTION_DAYS")).toHaveText("30 (the default)");
  await expect(page.getByText(ADMIN.password)).toHaveCount(0);
  const other = await context.newPage();
  await other.goto(tocsin.url + SYSTEM);
  await expect(downloads(other)).toHaveCount(0);

  await test.step("the backup appears, also in another tab", async () => {
    await backUpNow(page).click();
    await expect(downloads(page)).toHaveCount(1);
    await expect(fact(page, "Last good backup")).toContainText("tocsin-");
    await expect(page.getByText("The backups are on the disk of the data")).toBeVisible();
    await expect(downloads(other)).toHaveCount(1, { timeout: 20_000 });
  });

  await test.step("a wrong password is told in the dialog", async () => {
    await downloads(page).click();
    await page.getByLabel("Present password", { exact: true }).fill("wrong horse battery");
    await page.keyboard.press("Enter");
    await expect(page.getByText("This is not your present password: try again.")).toBeVisible();
    await expectAccessible(page);
  });

  await test.step("the right one begins the download", async () => {
    const begun = page.waitForEvent("download");
    await page.getByLabel("Present password", { exact: true }).fill(ADMIN.password);
    await page.getByRole("alertdialog").getByRole("button", { name: "Download" }).click();
    const download = await begun;
    const name = download.suggestedFilename();
    const saved = readFileSync(await download.path());
    expect(saved.equals(readFileSync(`${tocsin.dataDir}/backups/${name}`))).toBe(true);
    await expect(page.getByRole("alertdialog")).toHaveCount(0);
    await page.goto(`${tocsin.url}/settings/audit-log`);
    for (const action of ["Began the download of a backup", "The download of a backup ended"])
      await expect(page.getByRole("row", { name: new RegExp(action) })).toContainText(name);
  });
});

test("who has a second factor downloads with a code", async ({ page, tocsin }) => {
  test.setTimeout(120_000);
  await signIn(page, tocsin, "/profile/security/second-factor");
  const { secret } = await setUpSecondFactor(page, -1);
  await expect(page.getByText("10 of 10 recovery codes are left")).toBeVisible();
  await page.goto(tocsin.url + SYSTEM);
  await backUpNow(page).click();
  await downloads(page).click();
  await page.getByLabel("Code of your app, or a recovery code").fill(codeAfter(secret, 0));
  const begun = page.waitForEvent("download");
  await page.keyboard.press("Enter");
  expect((await begun).suggestedFilename()).toMatch(/^tocsin-.+\.db$/);
});

test("who has neither a password nor a second factor is told how else to copy a backup", async ({
  page,
  tocsin,
}) => {
  test.setTimeout(120_000);
  await signIn(page, tocsin, SYSTEM);
  await expect(page.getByText("The backups are on the disk of the data")).toBeVisible();
  await backUpNow(page).click();
  await expect(downloads(page)).toHaveCount(1);
  inDatabase(tocsin.dataDir, (sqlite) => sqlite.exec("UPDATE users SET password_hash = NULL"));
  await page.reload();
  await expect(page.getByText("You can't download backups with this account")).toBeVisible();
  await expect(page.getByText("npm run --silent tocsin -- backup FILE", { exact: true })).toBeVisible();
  await expect(downloads(page)).toHaveCount(0);
  await expectAccessible(page);
});

test("the page says what failed, and how fast the database grows", async ({ page, tocsin }) => {
  await signIn(page, tocsin, SYSTEM);
  await expect(page.getByText("The last backup failed")).toHaveCount(0);
  inWriter(tocsin, (db) => {
    setFailedBackup(db, { at: Date.now(), why: "There is no room for a backup." });
    const today = dayOf(Date.now());
    for (let ago = 30; ago >= 0; ago--)
      noteSize(db, { day: today - ago, databaseBytes: 2 ** 30 - ago * 2 ** 24, freeBytes: 2 ** 33 });
  });
  await expect(page.getByText("There is no room for a backup.")).toBeVisible({ timeout: 20_000 });
  await expect(fact(page, "Growth")).toContainText("About 16.0 MiB a day in the last 30 days");
  await expect(page.getByRole("img", { name: /from 544\.0 MiB to 1\.0 GiB/ })).toBeVisible();
  await page.getByText("Sizes as a table").click();
  await expect(page.getByRole("region", { name: "Sizes" }).getByRole("row")).toHaveCount(32);
  await expectAccessible(page);
});

test("a backup that takes a while shows how far it is", async ({ page, tocsin }) => {
  test.setTimeout(120_000);
  enlarge(tocsin.dataDir, 128);
  await signIn(page, tocsin, SYSTEM);
  await backUpNow(page).click();
  const paused = await pauseBackup(tocsin);
  await expect(page.getByRole("progressbar", { name: "Backup" })).toBeVisible({ timeout: 15_000 });
  await expect(fact(page, "Next")).toHaveText("Being made now");
  await expectAccessible(page);
  for (const pid of paused) process.kill(pid, "SIGCONT");
  await expect(downloads(page)).toHaveCount(1, { timeout: 30_000 });
  await expect(page.getByRole("progressbar")).toHaveCount(0);
});

/** Holds up the process that makes a backup, once it writes. Returns its pids. */
async function pauseBackup({ dataDir, pid }: Tocsin): Promise<number[]> {
  await until(
    "the backup to be under way",
    async () =>
      existsSync(`${dataDir}/backups`) &&
      readdirSync(`${dataDir}/backups`).some((name) => name.endsWith(".partial")),
  );
  const pids = readdirSync(`/proc/${pid}/task`).flatMap((task) =>
    readFileSync(`/proc/${pid}/task/${task}/children`, "utf8").split(" ").filter(Boolean).map(Number),
  );
  for (const one of pids) process.kill(one, "SIGSTOP");
  expect(pids).toHaveLength(1);
  return pids;
}
