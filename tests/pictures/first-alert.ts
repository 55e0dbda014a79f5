import type { Page } from "@playwright/test";

/** From the set-up link to the first delivered alert, with a picture of each step. */
export async function firstAlert(
  page: Page,
  setupPath: string,
  take: (name: string) => Promise<void>,
): Promise<void> {
  await setUp(page, setupPath);
  await take("set-up");
  await addWebhook(page, take);
  const key = await addKey(page, take);
  await post(page, key);
  await lookAtDelivery(page);
  await take("delivered");
}

async function setUp(page: Page, setupPath: string): Promise<void> {
  await page.goto(setupPath);
  await page.getByLabel("Name").fill("Ada Lovelace");
  await page.getByLabel("Email").fill("ada@example.com");
  await page.getByLabel("Password", { exact: true }).fill("correct horse battery");
  await page.getByRole("button", { name: "Make the first admin" }).click();
  await page.getByText("Two steps to the first delivered alert").waitFor();
}

async function addWebhook(page: Page, take: (name: string) => Promise<void>): Promise<void> {
  await page.goto("/settings/notification-channels/webhooks/new");
  await page.getByLabel("Name").fill("My listener");
  await page.getByLabel("URL", { exact: true }).fill("http://localhost:9000/hook");
  await take("webhook");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("button", { name: "I have stored it" }).click();
  await page.getByRole("link", { name: "My listener", exact: true }).waitFor();
}

/** Makes a key as the docs say, and returns it. */
async function addKey(page: Page, take: (name: string) => Promise<void>): Promise<string> {
  await page.goto("/settings/api-keys/new");
  await page.getByLabel("Name", { exact: true }).fill("first-try");
  await page.getByRole("button", { name: "Create key" }).click();
  const key = page
    .getByRole("alertdialog")
    .getByText(/^tocsin_/)
    .first();
  const shown = (await key.textContent()) ?? "";
  await take("key");
  await page.getByRole("button", { name: "I have stored it" }).click();
  return shown;
}

async function post(page: Page, key: string): Promise<void> {
  const answer = await page.evaluate(async (bearer) => {
    const response = await fetch("/api/v1/alerts", {
      method: "POST",
      headers: { authorization: `Bearer ${bearer}`, "content-type": "application/json" },
      body: JSON.stringify({ alert_title: "Disk almost full", priority: "High" }),
    });
    return response.status;
  }, key);
  if (answer !== 202) throw new Error(`The alert was answered with ${answer}.`);
}

async function lookAtDelivery(page: Page): Promise<void> {
  await page.goto("/deliveries");
  const row = page.getByRole("row").filter({ hasText: "Disk almost full" });
  await row.getByText("Delivered").waitFor();
  await row.getByRole("link", { name: "Disk almost full" }).click();
  await page.getByRole("heading", { level: 1, name: "Disk almost full" }).waitFor();
  await page.getByText('"alert_id"').waitFor();
}
