import { connect } from "../support/api.ts";
import { tocsin as cli } from "../support/cli.ts";
import { inDatabase } from "../support/database.ts";
import type { Tocsin } from "../support/server.ts";
import { ADMIN, expect, expectAccessible, signIn, takenOver, test } from "./fixtures.ts";

const KEYS = "/settings/api-keys";

/** Adds "Old 1" to "Old 60", which are revoked, and "Tool 1" to "Tool 3". Lower numbers are newer. */
function addKeys({ dataDir }: Tocsin): void {
  inDatabase(dataDir, (sqlite) => {
    const insert = sqlite.prepare(
      `INSERT INTO api_keys (id, name, hint, hash, scopes, created_at, revoked_at)
       VALUES (@id, @name, 'tocsin_x', randomblob(32), @scopes, @createdAt, @revokedAt)`,
    );
    for (let n = 1; n <= 60; n++)
      insert.run({ id: `key_o${n}`, name: `Old ${n}`, scopes: '["read"]', createdAt: 99 - n, revokedAt: 99 });
    for (let n = 1; n <= 3; n++)
      insert.run({
        id: `key_t${n}`,
        name: `Tool ${n}`,
        scopes: '["ingest"]',
        createdAt: 99 - n,
        revokedAt: null,
      });
  });
}

test("an admin makes a confined key, sees what confines it, and revokes it", async ({ page, tocsin }) => {
  test.setTimeout(120_000);
  await signIn(page, tocsin, `${KEYS}/new`);
  const ask = (key: string) =>
    fetch(`${tocsin.url}/api/v1/rules`, { headers: { authorization: `Bearer ${key}` } });

  await test.step("what is wrong is said at its field", async () => {
    await page.getByLabel("Name", { exact: true }).fill("Grafana (prod)");
    await expect(page.getByLabel("Namespace")).toHaveAttribute("placeholder", "grafana-prod");
    await page.getByLabel("Namespace").fill("Prod");
    await page.getByLabel("Allowed addresses").fill("10.0.0.1/8");
    await page.getByLabel("Requests per minute").fill("0");
    await page.getByRole("button", { name: "Create key" }).click();
    for (const sentence of [
      "A namespace has at most 30 of the characters a-z, 0-9 and -.",
      "write 10.0.0.0/8 for the range, or 10.0.0.1 for the address alone.",
      "Requests per minute is a whole number from 1 to 1,000,000.",
    ])
      await expect(page.getByText(sentence)).toBeVisible();
    await expect(page.getByLabel("Namespace")).toBeFocused();
    await expectAccessible(page);
  });

  const key = await test.step("the key is shown once", async () => {
    await page.getByLabel("Namespace").fill("");
    await page.getByLabel("Allowed addresses").fill("127.0.0.0/8\n10.0.0.0/8");
    await page.getByLabel("Requests per minute").fill("60");
    await page.getByRole("checkbox", { name: "read" }).click();
    await page.getByRole("radio", { name: "At…" }).click();
    await page.getByLabel("Expires at").fill("2020-01-31T09:00");
    await page.getByRole("button", { name: "Create key" }).click();
    await expect(page.getByText("The key would have expired already: choose a later time.")).toBeVisible();
    await page.getByRole("radio", { name: "90 days" }).click();
    await page.getByRole("button", { name: "Create key" }).click();
    const shown = page.getByRole("alertdialog").getByText(/^tocsin_[\w-]{49}$/);
    const text = (await shown.textContent()) ?? "";
    await page.getByRole("button", { name: "I have stored it" }).click();
    return text;
  });

  await test.step("the list and the key's page say what confines it", async () => {
    const row = page.getByRole("row", { name: /Grafana \(prod\)/ });
    await expect(row).toContainText("by ada · from 127.0.0.0/8 and 1 more · 60 per minute");
    await expect(row).toContainText("Never");
    const answer = await ask(key);
    expect([answer.status, answer.headers.get("ratelimit-limit")]).toEqual([200, "60"]);
    await expect(row).toContainText("Today", { timeout: 15_000 });
    await expectAccessible(page);
    await row.getByRole("link").click();
    await expect(page.getByRole("heading", { level: 1, name: "Grafana (prod)" })).toBeVisible();
    for (const [name, fact] of [
      ["Scopes", /ingest.*read/],
      ["Namespace", "grafana-prod"],
      ["Allowed addresses", /127\.0\.0\.0\/8.*10\.0\.0\.0\/8/],
      ["Limit", "60 per minute, counted in requests"],
      ["Created", /by ada/],
      ["Last used", "Today"],
      ["Expires", /2027/],
    ] as const)
      await expect(page.locator("dl > div").filter({ hasText: name }).first()).toContainText(fact);
    await expectAccessible(page);
  });

  await test.step("a name in use is refused, whatever its case", async () => {
    await page.goto(`${tocsin.url}${KEYS}/new`);
    await page.getByLabel("Name", { exact: true }).fill("GRAFANA (PROD)");
    await page.getByRole("button", { name: "Create key" }).click();
    await expect(page.getByText('A live API key is already named "Grafana (prod)"')).toBeVisible();
    await expect(page.getByLabel("Name", { exact: true })).toBeFocused();
  });

  await test.step("a revoked key is refused at once, and its page says so", async () => {
    await page.goto(`${tocsin.url}${KEYS}`);
    await page.getByRole("link", { name: "Grafana (prod)" }).click();
    await page.getByRole("button", { name: "Revoke" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Revoke" }).click();
    await expect(page.getByRole("main").getByText("Revoked").first()).toBeVisible();
    await expect(page.getByRole("button", { name: "Revoke" })).toHaveCount(0);
    await expect(page.getByRole("heading", { level: 1, name: "Grafana (prod)" })).toBeFocused();
    expect((await ask(key)).status).toBe(401);
  });
});

test("an expired key shows as such by itself", async ({ page, tocsin }) => {
  const { dataDir } = tocsin;
  await cli(["api-key", "create", "--name", "Brief", "--scopes", "read", "--expires", "1m"], { dataDir });
  await page.clock.install();
  await signIn(page, tocsin, KEYS);
  const row = page.getByRole("row", { name: /Brief/ });
  await expect(row).toContainText("Active");
  await page.clock.fastForward("01:30");
  await expect(row).toContainText("Expired");
});

test("an expired key's own page shows it by itself, and revokes no more", async ({ page, tocsin }) => {
  const { dataDir } = tocsin;
  await cli(["api-key", "create", "--name", "Brief", "--scopes", "read", "--expires", "1m"], { dataDir });
  await page.clock.install();
  await signIn(page, tocsin, KEYS);
  await page.getByRole("link", { name: "Brief" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Brief" })).toBeVisible();
  await expect(page.getByRole("main").getByText("Active", { exact: true })).toBeVisible();
  await expect(page.getByRole("button", { name: "Revoke" })).toBeVisible();
  await page.clock.fastForward("01:30");
  // The page reads the clock every 10 s.
  await expect(page.getByRole("main").getByText("Expired", { exact: true })).toBeVisible({ timeout: 15_000 });
  await expect(page.getByRole("button", { name: "Revoke" })).toHaveCount(0);
});

test("the list is searched, filtered and paged, and keeps the place of a key that is revoked", async ({
  page,
  tocsin,
}) => {
  addKeys(tocsin);
  await signIn(page, tocsin, KEYS);
  const rows = page.getByRole("rowheader");

  await test.step("50 keys a page, the active ones first", async () => {
    await expect(rows).toHaveCount(50);
    await expect(rows.first()).toHaveText("Tool 1");
    await expect(page.getByText("1–50 of 63")).toBeVisible();
    await page.getByRole("link", { name: "Next" }).click();
    await expect(rows).toHaveCount(13);
    await expect(page).toHaveURL(/\?after=50$/);
  });

  await test.step("a search and a filter go back to the first page, and stay in the address", async () => {
    await page.getByRole("searchbox", { name: "Search API keys" }).fill("OLD 6");
    await expect(rows).toHaveText(["Old 6", "Old 60"]);
    await expect(page).toHaveURL(/\?q=OLD\+6$/);
    await page.getByRole("combobox", { name: "State" }).selectOption("Active");
    await expect(page.getByText("No API key matches this search and these filters.")).toBeVisible();
    await page.getByRole("link", { name: "Clear filters" }).click();
    await expect(rows).toHaveCount(50);
    await page.goto(`${tocsin.url}${KEYS}?scope=ingest&state=active`);
    await expect(page.getByRole("combobox", { name: "Scope" })).toHaveValue("ingest");
    await expect(rows).toHaveText(["Tool 1", "Tool 2", "Tool 3"]);
  });

  async function revoke(name: string): Promise<void> {
    const menu = page.getByRole("button", { name: `Actions for ${name}` });
    await takenOver(menu);
    await menu.click();
    await page.getByRole("menuitem", { name: "Revoke" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Revoke" }).click();
    await expect(page.getByRole("alertdialog")).toHaveCount(0);
  }

  await test.step("the focus goes to the next key: in a list that the revoked one leaves", async () => {
    await revoke("Tool 1");
    await expect(rows).toHaveText(["Tool 2", "Tool 3"]);
    await expect(page.getByRole("link", { name: "Tool 2" })).toBeFocused();
  });

  await test.step("in one where it stays", async () => {
    await page.goto(tocsin.url + KEYS);
    await revoke("Tool 2");
    await expect(page.getByRole("link", { name: "Tool 3" })).toBeFocused();
    await expect(page.getByRole("button", { name: "Actions for Tool 2" })).toHaveCount(0);
  });

  await test.step("and to the title if there is none", async () => {
    await page.goto(`${tocsin.url}${KEYS}?state=active`);
    await revoke("Tool 3");
    await expect(page.getByText("No API key matches")).toBeVisible();
    await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
    await page.getByRole("link", { name: "Add", exact: true }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Create API key" })).toBeVisible();
  });
});

test("a viewer sees the keys, and nothing to change them by", async ({ page, tocsin }) => {
  const who = { email: "vera@example.com", password: ADMIN.password };
  const args = ["user", "create", "--email", who.email, "--name", "Vera", "--role", "viewer"];
  await cli([...args, "--password-file", "-"], { dataDir: tocsin.dataDir, stdin: who.password });
  connect(tocsin);
  await signIn(page, tocsin, KEYS, who);
  await expect(page.getByRole("link", { name: "Add", exact: true })).toHaveCount(0);
  await expect(page.getByRole("button", { name: /^Actions for/ })).toHaveCount(0);
  await page.getByRole("link", { name: "Tests" }).click();
  await expect(page.getByText("You can look at this key; an admin can revoke it.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Revoke" })).toHaveCount(0);
});

test("a key that is not there is 404", async ({ page, tocsin }) => {
  await signIn(page, tocsin);
  const answer = await page.goto(`${tocsin.url}${KEYS}/key_nowhere`);
  expect(answer?.status()).toBe(404);
  await expect(page.getByRole("heading", { level: 1, name: "API key not found" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Back to API keys" })).toHaveAttribute("href", KEYS);
});
