import { connect } from "../support/api.ts";
import { expect, expectAccessible, signIn, test } from "./fixtures.ts";

test("settings: a card per section, the kinds of channels, and a breadcrumb whose every step is a link", async ({
  page,
  tocsin,
}) => {
  await connect(tocsin).createChannel({ name: "Jira", url: "https://jira.example.com/hook", enabled: false });
  await signIn(page, tocsin, "/settings");
  const main = page.getByRole("main");
  const breadcrumb = page.getByRole("navigation", { name: "Breadcrumb" });

  await test.step("each card shows its purpose and current state", async () => {
    await expect(page.getByRole("heading", { level: 1, name: "Settings" })).toBeVisible();
    await expect(main.getByRole("link", { name: /^Notification Channels/ })).toContainText(
      "1 webhook: 1 disabled",
    );
    await expect(main.getByRole("link", { name: /^API Keys/ })).toContainText("1 active key");
    await expect(main.getByRole("link", { name: /^Audit Log/ })).toContainText("Who changed what");
    await expect(main.getByRole("link", { name: /^Users/ })).toContainText("1 user");
    await expect(main.getByRole("link", { name: /^System/ })).toContainText("No backup yet");
    await expect(main.getByRole("listitem")).toHaveCount(5);
    await expectAccessible(page);
  });

  await test.step("a card links to the kinds, and a kind to its list", async () => {
    await main.getByRole("link", { name: /^Notification Channels/ }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Notification Channels" })).toBeVisible();
    const tabs = page.getByRole("navigation", { name: "Notification channels" });
    await expect(tabs.getByRole("link")).toHaveText(["Webhooks"]);
    await expectAccessible(page);
    await tabs.getByRole("link", { name: "Webhooks" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Webhooks" })).toBeVisible();
    await expect(tabs.getByRole("link", { name: "Webhooks" })).toHaveAttribute("aria-current", "page");
  });

  await test.step("the breadcrumb goes back step by step", async () => {
    await page.getByRole("main").getByRole("link", { name: "Jira" }).click();
    await expect(breadcrumb.getByRole("listitem")).toHaveText([
      "Settings",
      "Notification Channels",
      "Webhooks",
      "Jira",
    ]);
    await breadcrumb.getByRole("link", { name: "Notification Channels" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Notification Channels" })).toBeVisible();
    await breadcrumb.getByRole("link", { name: "Settings" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Settings" })).toBeVisible();
  });

  await test.step("the navigation links there too, and marks the current page", async () => {
    const navigation = page.getByRole("navigation", { name: "Main" });
    await navigation.getByRole("link", { name: "Notification Channels" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Notification Channels" })).toBeVisible();
    await expect(navigation.getByRole("link", { name: "Notification Channels" })).toHaveAttribute(
      "aria-current",
      "page",
    );
  });
});

test("an unknown address keeps the navigation, and says what was not found and where to go", async ({
  page,
  tocsin,
}) => {
  await signIn(page, tocsin, "/rules");
  for (const [path, back] of [
    ["/nowhere/at-all", "Go to the start page"],
    ["/settings/pigeons", "Go to Settings"],
    ["/rules/new/pigeons", "Go to Rules"],
  ] as const) {
    await page.goto(tocsin.url + path);
    await expect(page.getByRole("heading", { level: 1, name: "Page not found" })).toBeVisible();
    await expect(page.getByText(`There is no page at ${path}`)).toBeVisible();
    await expect(page.getByRole("navigation", { name: "Main" })).toBeVisible();
    await expect(page.getByRole("link", { name: back })).toBeVisible();
  }
  await expectAccessible(page);
  await page.getByRole("link", { name: "Go to Rules" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Rules" })).toBeVisible();
});

test("without a session an unknown address is a 404 without the console", async ({ page, tocsin }) => {
  const answer = await page.goto(`${tocsin.url}/nowhere`);
  expect(answer?.status()).toBe(404);
  await expect(page.getByRole("navigation")).toHaveCount(0);
  await expect(page.getByRole("link", { name: "Go to the console" })).toBeVisible();
});
