import type { Page } from "@playwright/test";
import { connect } from "../support/api.ts";
import { tocsin as cli } from "../support/cli.ts";
import { ADMIN, expect, expectAccessible, signIn, test } from "./fixtures.ts";

const LOG = "/settings/audit-log";
const heading = (page: Page, name: string) => page.getByRole("heading", { level: 1, name });
const titles = (page: Page) => page.getByRole("table", { name: "Audit log" }).getByRole("rowheader");

test("an admin finds who disabled a rule, and what else happened to it", async ({ page, tocsin }) => {
  test.setTimeout(120_000);
  const api = connect(tocsin);
  const rule = await api.createRule({ name: "Disks" });
  await signIn(page, tocsin, LOG);
  await expect(titles(page)).toHaveText(["Signed in", "Added a rule", "Added a user"]);

  await test.step("a change appears by itself", async () => {
    await api.request("PATCH", `/api/v1/rules/${rule.id}`, { body: { enabled: false } });
    const row = page.getByRole("row", { name: /Changed a rule/ });
    await expect(row).toContainText("Disks · Enabled: yes → no", { timeout: 15_000 });
    await expect(row).toContainText("API key Tests");
    await expect(row).toContainText("127.0.0.1");
  });

  await test.step("the filters are in the address, and in the export's link", async () => {
    await page.getByRole("combobox", { name: "What" }).selectOption("Changed a rule");
    await expect(page).toHaveURL(/action=rules.update/);
    await expect(titles(page)).toHaveText(["Changed a rule"]);
    await expect(page.getByRole("link", { name: "CSV" })).toHaveAttribute("href", /action=rules.update/);
    await page.goBack();
    await expect(titles(page)).toHaveCount(4);
    await page.getByRole("combobox", { name: "Who" }).selectOption("ada");
    await expect(titles(page)).toHaveText(["Signed in"]);
    await page.getByRole("combobox", { name: "Who" }).selectOption("All");
    await page.getByRole("combobox", { name: "Thing: All" }).click();
    await page.getByRole("combobox", { name: "Search thing" }).fill("disk");
    await page.getByRole("option", { name: "Disks" }).click();
    await expect(page).toHaveURL(new RegExp(`target_id=${rule.id}`));
    await expect(titles(page)).toHaveText(["Changed a rule", "Added a rule"]);
  });

  await test.step("a row opens in words, and leads to the thing and to all that happened to it", async () => {
    await page.getByRole("link", { name: "Changed a rule" }).click();
    await expect(heading(page, "Changed a rule")).toBeVisible();
    const changed = page.getByRole("region", { name: "What changed" });
    await expect(changed.getByRole("term")).toHaveText(["Enabled"]);
    await expect(changed.getByRole("definition")).toHaveText(["yes → no"]);
    await expectAccessible(page);
    await page.getByRole("link", { name: "All that happened to it" }).click();
    await expect(titles(page)).toHaveText(["Changed a rule", "Added a rule"]);
    await page.goBack();
    await page.getByRole("link", { name: "Disks", exact: true }).click();
    await expect(heading(page, "Disks")).toBeVisible();
  });

  await test.step("a row about a user leads to the user's page, and one about a key to the key's", async () => {
    await page.goto(`${tocsin.url}${LOG}?action=users.create`);
    await page.getByRole("link", { name: "Added a user" }).click();
    await page.getByRole("link", { name: ADMIN.email, exact: true }).click();
    await expect(heading(page, "ada")).toBeVisible();
    const key = await cli(["api-key", "create", "--name", "Grafana", "--scopes", "read"], tocsin);
    expect(key.code).toBe(0);
    await page.goto(`${tocsin.url}${LOG}?action=api-keys.create`);
    await page.getByRole("link", { name: "Created an API key" }).click();
    await page.getByRole("link", { name: "Grafana", exact: true }).click();
    await expect(heading(page, "Grafana")).toBeVisible();
  });
});

test("somebody who is no admin reads who may", async ({ page, tocsin }) => {
  const viewer = { email: "vera@example.com", password: ADMIN.password };
  const made = await cli(
    ["user", "create", "--email", viewer.email, "--name", "Vera", "--role", "viewer", "--password-file", "-"],
    { dataDir: tocsin.dataDir, stdin: `${viewer.password}\n` },
  );
  expect(made.code).toBe(0);
  await signIn(page, tocsin, LOG, viewer);
  await expect(page.getByText("Only admins read the audit log: ask one of them.")).toBeVisible();
  await expect(page.getByRole("table")).toHaveCount(0);
  await expectAccessible(page);
});
