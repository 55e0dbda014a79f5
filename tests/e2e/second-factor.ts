import type { Page } from "@playwright/test";
import type { Tocsin } from "../support/server.ts";
import { codeAfter, wrongCode } from "../support/totp.ts";
import { ADMIN, expect, takenOver } from "./fixtures.ts";

export const heading = (page: Page, name: string) => page.getByRole("heading", { level: 1, name });
export const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

export async function givePassword(page: Page, tocsin: Tocsin, path: string, who = ADMIN): Promise<void> {
  await page.goto(tocsin.url + path);
  await page.getByLabel("Email").fill(who.email);
  await page.getByLabel("Password", { exact: true }).fill(who.password);
  await button(page, "Sign in").click();
}

export async function sendCode(page: Page, code: string): Promise<void> {
  await takenOver(page.getByLabel("Code", { exact: true }));
  await page.getByLabel("Code", { exact: true }).fill(code);
  await button(page, "Sign in").click();
}

/** Goes through the set-up's steps with the code `steps` steps away. Returns the secret and the recovery codes. */
export async function setUpSecondFactor(page: Page, steps: number) {
  await takenOver(button(page, "Begin"));
  await button(page, "Begin").click();
  await expect(page.getByRole("img", { name: /^QR code/ })).toBeVisible();
  const shown = await page.getByText(/^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$/).textContent();
  const secret = (shown ?? "").replaceAll(" ", "");
  await page.getByLabel("Code", { exact: true }).fill(wrongCode(secret));
  await button(page, "Turn on").click();
  await expect(page.getByText(/This code is wrong/)).toBeVisible();
  await page.getByLabel("Code", { exact: true }).fill(codeAfter(secret, steps));
  await button(page, "Turn on").click();
  const dialog = page.getByRole("alertdialog", { name: "Your recovery codes" });
  const codes = ((await dialog.locator("code").textContent()) ?? "").split("\n");
  expect(codes).toHaveLength(10);
  await dialog.getByRole("button", { name: "I have stored it" }).click();
  return { secret, codes };
}
