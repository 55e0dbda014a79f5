import { connect } from "../support/api.ts";
import { expect, expectAccessible, signIn, test } from "./fixtures.ts";

/** The page is read again at most every 5 s. */
const BY_ITSELF = { timeout: 15_000 };

test("from an empty installation to a webhook in trouble, which is muted with two presses", async ({
  page,
  tocsin,
  receiver,
}) => {
  test.setTimeout(120_000);
  const api = connect(tocsin);
  const main = page.getByRole("main");
  const post = (number: number) => api.post({ alert_id: `disk-${number}`, alert_title: "Disk full" });

  await test.step("while nothing is set up, it leads on to the next step", async () => {
    await signIn(page, tocsin);
    await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
    await expect(main.getByRole("link", { name: "Add webhook" })).toBeVisible();
    await expect(main.getByRole("region", { name: "curl example" })).toContainText(tocsin.url);
    await expectAccessible(page);
  });

  await test.step("with the first delivered alert it says by itself that nothing needs anyone", async () => {
    await api.createChannel({ name: "Jira", url: `${receiver.url}/hook` });
    await post(1);
    await receiver.waitFor(1);
    await expect(main.getByText("Nothing needs you now.")).toBeVisible(BY_ITSELF);
    await expect(main.getByText("Two steps to the first delivered alert")).toBeHidden();
  });

  await test.step("a webhook in trouble comes first, with why, since when and what to do", async () => {
    receiver.answer = () => ({ status: 401 });
    for (const number of [2, 3, 4]) await post(number);
    const item = main.getByRole("listitem").filter({ hasText: "Refusing" });
    await expect(item).toContainText(/answered 401/, BY_ITSELF);
    await expect(item.getByText(/^began/)).toBeVisible();
    await expect(item.getByRole("link", { name: "Jira" })).toBeVisible();
    await expect(item.getByRole("link", { name: "Show what failed" })).toBeVisible();
  });

  await test.step("it is muted with two presses", async () => {
    await main.getByRole("button", { name: "Mute" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Mute", exact: true }).click();
    await expect(main.getByText(/^Muted until/)).toBeVisible();
    await expect(main.getByRole("button", { name: "Mute" })).toBeHidden();
  });

  await test.step("the figures of another window have their charts, and a table behind them", async () => {
    await main.getByRole("link", { name: "24 hours" }).click();
    await page.waitForURL(/\?window=24h$/);
    const summary = /^Deliveries per minute in the last 24 hours: 1 delivered and 3 failed/;
    await expect(main.getByRole("img", { name: summary })).toBeVisible();
    await main.getByText("Figures as a table").click();
    await expect(main.getByRole("columnheader", { name: "Failed attempts" }).last()).toBeVisible();
    await expectAccessible(page);
  });
});
