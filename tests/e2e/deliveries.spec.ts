import { connect } from "../support/api.ts";
import { expect, signIn, test } from "./fixtures.ts";

const WEBHOOKS = "/settings/notification-channels/webhooks";

test("an admin finds what failed, why, and everything that it belongs to", async ({
  page,
  tocsin,
  receiver,
}) => {
  test.setTimeout(120_000);
  receiver.answer = ({ path }) => ({ status: { "/tines": 401, "/jira": 503 }[path] ?? 200 });
  const api = connect(tocsin);
  const pager = await api.createChannel({ name: "Pager", url: `${receiver.url}/pager` });
  const tines = await api.createChannel({ name: "Tines", url: `${receiver.url}/tines` });
  const jira = await api.createChannel({ name: "Jira", url: `${receiver.url}/jira`, retry_schedule: [600] });
  const { results } = await api.post([
    { alert_id: "disk/1", alert_title: "Disk full" },
    { alert_id: "disk/1", alert_title: "Disk full" },
    { alert_id: "login", alert_title: "Login failed" },
  ]);
  const [first = "", second = "", login = ""] = results.map(({ event_id }) => event_id);
  await api.waitForDelivery(login, "delivered", { channelId: pager.id });
  await api.waitForDelivery(second, "failed", { channelId: tines.id });
  await api.waitForDelivery(first, "pending", { channelId: jira.id, attempts: 1 });
  await api.waitForDelivery(login, "failed", { channelId: tines.id });
  await signIn(page, tocsin, "/deliveries");
  const rows = page.getByRole("table", { name: "Deliveries" }).locator("tbody tr");
  const choose = (label: string, option: string) => page.getByLabel(label).selectOption(option);

  await test.step("the list says why each one has not arrived, and until when it waits", async () => {
    await expect(rows).toHaveCount(9);
    await expect(rows.filter({ hasText: "Tines" }).first()).toContainText("Refused: 127.0.0.1");
    await expect(rows.filter({ hasText: "Jira" }).last()).toContainText(/Next attempt in \d+ min: 127/);
    await expect(rows.filter({ hasText: "Jira" }).nth(1)).toContainText(
      "Behind the alert's earlier delivery",
    );
  });

  await test.step("filters narrow it by what the last attempts met, and stand in the address", async () => {
    await choose("HTTP status", "401 Unauthorized");
    await expect(rows).toHaveCount(3);
    await choose("Created", "Last hour");
    await expect(page).toHaveURL(/\?status=401&range=1h$/);
    await expect(rows).toHaveCount(3);
    await choose("State", "Delivered");
    await expect(page.getByText("No deliveries match this.")).toBeVisible();
    await page.goBack();
    await expect(rows).toHaveCount(3);
  });

  await test.step("a range of one's own is asked for in a dialog", async () => {
    await choose("Created", "Choose a range…");
    const dialog = page.getByRole("alertdialog");
    await dialog.getByLabel("From").fill("2001-01-01T10:00");
    await dialog.getByLabel("Until").fill("2001-01-01T09:00");
    await dialog.getByRole("button", { name: "Show" }).click();
    await expect(dialog).toContainText("The range ends before it begins");
    await dialog.getByLabel("Until").fill("2001-01-02T10:00");
    await dialog.getByRole("button", { name: "Show" }).click();
    await expect(page.getByText("No deliveries match this.")).toBeVisible();
    await expect(page.getByLabel("Created")).toHaveText(/1 Jan, 10:00 – 2 Jan, 10:00/);
    await choose("Created", "All");
    await expect(rows).toHaveCount(3);
    expect(page.url()).not.toContain("since");
  });

  await test.step("a value that it does not know is said, and ignored", async () => {
    await page.goto(`${tocsin.url}/deliveries?state=lost&channel_id=chn_none&status=401`);
    await expect(page.getByText('Not filtered by state "lost", channel_id "chn_none"')).toBeVisible();
    await expect(rows).toHaveCount(3);
  });

  await test.step("a delivery leads to its alert, event, channel and rule, and the alert back to both", async () => {
    await rows.filter({ hasText: "Disk full" }).last().getByRole("link").click();
    const main = page.getByRole("main");
    await main.getByRole("link", { name: "All alerts" }).click();
    await page.waitForURL(/\/rules\/rul_/);
    await page.goBack();
    await expect(main.getByRole("link", { name: "Tines" }).first()).toBeVisible();
    await main.getByRole("link", { name: "Its event" }).click();
    await page.waitForURL(/\/alerts\/disk%2F1\?cursor=/);
    await expect(main.getByRole("list", { name: /^Events/ })).toContainText("First event");
    await expect(main.getByRole("link", { name: "Newest" })).toBeVisible();
    await main.getByRole("link", { name: "Newest" }).click();
    await expect(main.getByText("Last event sent by")).toBeVisible();
    await main.getByRole("link", { name: "All deliveries of this alert" }).click();
    await expect(page).toHaveURL(`${tocsin.url}/deliveries?alert_id=disk%2F1`);
    await expect(rows).toHaveCount(6);
    await expect(page.getByLabel("Alert", { exact: true })).toHaveValue("disk/1");
  });

  await test.step("a webhook's tab has the same filters", async () => {
    await page.goto(`${tocsin.url}${WEBHOOKS}/${jira.id}/deliveries?outcome=http_status&test=false`);
    await expect(rows).toHaveCount(2);
    await choose("State", "Failed");
    await expect(page.getByText("No deliveries match this.")).toBeVisible();
    await expect(page.getByLabel("Channel")).toHaveCount(0);
  });
});
