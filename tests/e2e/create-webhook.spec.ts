import { Webhook } from "standardwebhooks";
import { connect } from "../support/api.ts";
import { expect, expectAccessible, signIn, test } from "./fixtures.ts";

test("a webhook with every kind of secret is tested and saved", async ({ page, tocsin, receiver }) => {
  test.setTimeout(180_000);
  receiver.answer = (request) => ({ status: 200, body: `got ${request.headers.authorization}` });
  await signIn(page, tocsin);

  await test.step("Settings > Notification Channels > Webhooks > Add", async () => {
    await page.goto(`${tocsin.url}/settings`);
    const main = page.getByRole("main");
    await main.getByRole("link", { name: /^Notification Channels/ }).click();
    await main
      .getByRole("link", { name: /^Webhooks/ })
      .first()
      .click();
    await expect(page.getByRole("heading", { level: 1, name: "Webhooks" })).toBeVisible();
    await page.getByRole("link", { name: "Add", exact: true }).first().click();
    await expect(page.getByRole("heading", { level: 1, name: "Create Webhooks" })).toBeVisible();
    await expect(page.getByRole("link", { name: "Details" })).toBeVisible();
  });

  await test.step("Webhook Status is Enabled, Verify SSL Certificate is on; Name and URL", async () => {
    await expect(page.getByRole("radio", { name: "Enabled" })).toBeChecked();
    await expect(page.getByRole("checkbox", { name: "Verify SSL Certificate" })).toBeChecked();
    await page.getByLabel("Name").fill("Ticket system");
    await page.getByLabel("URL", { exact: true }).fill(`${receiver.url}/hook/s3cr3t-path?team=ops`);
  });

  await test.step("Protect sensitive data in the URL", async () => {
    await page.getByRole("checkbox", { name: "Protect sensitive data in the URL" }).click();
    await page.getByLabel("Replacement Value").first().fill("TOKEN");
    const value = page.getByLabel("Sensitive Value", { exact: true }).first();
    await value.fill("s3cr3t-path");
    await expect(value).toHaveAttribute("type", "password");
    await page
      .getByRole("button", { name: /show sensitive value/i })
      .first()
      .click();
    await expect(value).toHaveAttribute("type", "text");
    await expect(page.getByText(`${receiver.url}/hook/{{TOKEN}}?team=ops`)).toBeVisible();
  });

  await test.step("Authentication and a sensitive header", async () => {
    await page.getByRole("radio", { name: "Basic Authentication" }).click();
    await expect(page.getByLabel("Username")).toBeVisible();
    await page.getByRole("radio", { name: "Token Authentication" }).click();
    await page.getByLabel("Auth Token", { exact: true }).fill("token-abc-123");
    await page.getByRole("button", { name: "Add Header" }).click();
    await page.getByLabel("Key", { exact: true }).first().fill("X-Api-Key");
    await page.getByLabel("Value", { exact: true }).first().fill("api-key-456");
    await page
      .getByRole("switch", { name: /Sensitive Value/ })
      .first()
      .click();
  });

  await test.step("Test Webhook really sends, and shows both sides masked", async () => {
    await page.getByRole("button", { name: "Test Webhook" }).click();
    const modal = page.getByRole("dialog");
    const [request] = await receiver.waitFor(1);
    expect(request?.path).toBe("/hook/s3cr3t-path?team=ops");
    expect(request?.headers).toMatchObject({
      authorization: "Bearer token-abc-123",
      "x-api-key": "api-key-456",
    });
    await expect(modal.getByText(`${receiver.url}/hook/{{TOKEN}}?team=ops`).first()).toBeVisible();
    await expect(modal.getByText("200").first()).toBeVisible();
    const shown = (await modal.textContent()) ?? "";
    for (const secret of ["s3cr3t-path", "token-abc-123", "api-key-456"]) expect(shown).not.toContain(secret);
    await expectAccessible(page);
    await modal.getByRole("button", { name: "Close", exact: true }).last().click();
  });

  const signingSecret = await test.step("Save; the signing secret is shown once", async () => {
    await page.getByRole("button", { name: "Save" }).click();
    const secret = page.getByRole("alertdialog").locator("code").first();
    await expect(secret).toHaveText(/^whsec_/);
    const shown = (await secret.textContent()) ?? "";
    await page.getByRole("button", { name: "I have stored it" }).click();
    return shown;
  });

  await test.step("the list shows the masked URL and the authentication", async () => {
    const row = page.getByRole("row").filter({ hasText: "Ticket system" });
    await expect(row).toContainText("{{TOKEN}}");
    await expect(row).toContainText("Token");
  });

  await test.step("a delivery carries everything, signed", async () => {
    await connect(tocsin).post({ alert_title: "Disk almost full" });
    const request = (await receiver.waitFor(2))[1];
    expect(request?.path).toBe("/hook/s3cr3t-path?team=ops");
    const headers = request?.headers as Record<string, string>;
    new Webhook(signingSecret).verify(request?.rawBody.toString() ?? "", headers);
  });

  await test.step("saved secrets show as saved, with nothing to reveal", async () => {
    await page.getByRole("link", { name: "Ticket system", exact: true }).click();
    await expect(page.getByText("Saved").first()).toBeVisible();
    await expect(page.getByLabel("URL", { exact: true })).toHaveValue(
      `${receiver.url}/hook/{{TOKEN}}?team=ops`,
    );
    const html = await page.content();
    for (const secret of ["s3cr3t-path", "token-abc-123", "api-key-456"]) expect(html).not.toContain(secret);
    await expectAccessible(page);
  });

  await test.step("unticking by mistake and ticking again keeps the protected values", async () => {
    const box = page.getByRole("checkbox", { name: "Protect sensitive data in the URL" });
    const row = page.getByRole("group", { name: "Row 1" });
    await box.click();
    await expect(row).toHaveCount(0);
    await box.click();
    await expect(row.getByText("Saved")).toBeVisible();
    await expect(row.getByLabel("Replacement Value")).toHaveValue("TOKEN");
  });

  await test.step("with another URL, each saved secret must be entered again, and nothing is sent", async () => {
    await page.getByLabel("URL", { exact: true }).fill(`${receiver.url}/elsewhere/{{TOKEN}}`);
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByText(/The URL changed/).first()).toBeVisible();
    await expect(page).toHaveURL(/\/webhooks\/chn_/);
    expect(receiver.requests).toHaveLength(2);
  });

  await test.step("leaving with changes asks", async () => {
    const question = page.getByRole("alertdialog");
    await page.getByRole("link", { name: "Deliveries" }).first().click();
    await question.getByRole("button", { name: "Stay" }).click();
    await expect(question).toHaveCount(0);
    await page.evaluate(() => history.back());
    await question.getByRole("button", { name: "Stay" }).click();
    await expect(question).toHaveCount(0);
    await expect(page).toHaveURL(/\/webhooks\/chn_/);
    await page.evaluate(() => history.back());
    await question.getByRole("button", { name: "Leave" }).click();
    await expect(page).toHaveURL(/\/webhooks$/);
  });
});
