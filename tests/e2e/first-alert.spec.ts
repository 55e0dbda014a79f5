import { Webhook } from "standardwebhooks";
import { startReceiver } from "../support/receiver.ts";
import { startTocsin } from "../support/server.ts";
import { expect, takenOver, test } from "./fixtures.ts";

const KEYS = [
  "alert_id",
  "alert_title",
  "category",
  "description",
  "di_event",
  "event_description",
  "initiated_by",
  "occurred_at",
  "previous_alert_status",
  "priority",
  "rule_id",
  "source_id",
  "source_name",
  "source_type",
  "source_url",
  "status",
  "update_at",
];

test("from an empty data folder to the first delivered alert, and to an alert that is not sent", async ({
  page,
}) => {
  test.setTimeout(120_000);
  await using tocsin = await startTocsin();
  await using receiver = await startReceiver();

  await test.step("the set-up link makes the first admin and signs in", async () => {
    await page.goto(await tocsin.setupUrl());
    await page.getByLabel("Name").fill("Ada Lovelace");
    await page.getByLabel("Email").fill("ada@example.com");
    await page.getByLabel("Password", { exact: true }).fill("correct horse battery");
    await page.getByRole("button", { name: "Make the first admin" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
    await expect(page.getByText("Two steps to the first delivered alert")).toBeVisible();
  });

  await test.step("sign out; the next sign-in opens the requested page", async () => {
    const account = page.getByRole("button", { name: /Ada Lovelace/ });
    await takenOver(account);
    await account.click();
    await page.getByRole("menuitem", { name: "Sign out" }).click();
    await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
    await page.goto(`${tocsin.url}/deliveries?state=failed`);
    await page.getByLabel("Email").fill("ada@example.com");
    await page.getByLabel("Password", { exact: true }).fill("wrong horse battery");
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByText("The email or the password is wrong")).toBeVisible();
    await page.getByLabel("Password", { exact: true }).fill("correct horse battery");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.waitForURL(`${tocsin.url}/deliveries?state=failed`);
  });

  const signingSecret = await test.step("a channel to the receiver", async () => {
    await page.goto(`${tocsin.url}/settings/notification-channels/webhooks`);
    await page.getByRole("link", { name: "Add", exact: true }).first().click();
    await expect(page.getByRole("heading", { level: 1, name: "Create Webhooks" })).toBeVisible();
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByText("Name is required.")).toBeVisible();
    await expect(page.getByLabel("Name")).toBeFocused();
    await page.getByLabel("Name").fill("Jira");
    await page.getByLabel("URL", { exact: true }).fill(`${receiver.url}/hook`);
    await page.getByRole("button", { name: "Save" }).click();
    const secret = page.getByRole("alertdialog").getByText(/^whsec_/);
    await expect(secret).toBeVisible();
    const shown = (await secret.textContent()) ?? "";
    await page.getByRole("button", { name: "I have stored it" }).click();
    await expect(page.getByRole("link", { name: "Jira", exact: true })).toBeVisible();
    return shown;
  });

  const key = await test.step("an API key, with a curl that holds the real address", async () => {
    await page.getByRole("link", { name: "API Keys" }).first().click();
    await page.getByRole("link", { name: "Add", exact: true }).first().click();
    await page.getByLabel("Name", { exact: true }).fill("grafana");
    await page.getByRole("checkbox", { name: /read/i }).click();
    await page.getByRole("button", { name: "Create key" }).click();
    const dialog = page.getByRole("alertdialog");
    const shown =
      (await dialog
        .getByText(/^tocsin_/)
        .first()
        .textContent()) ?? "";
    await expect(dialog.getByText(`${tocsin.url}/api/v1/alerts`)).toBeVisible();
    await page.getByRole("button", { name: "I have stored it" }).click();
    await expect(page.getByRole("cell", { name: "grafana" }).first()).toBeVisible();
    return shown;
  });

  const post = (alert: object) =>
    fetch(`${tocsin.url}/api/v1/alerts`, {
      method: "POST",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      body: JSON.stringify(alert),
    });

  await test.step("an alert arrives: seventeen keys in order, signed", async () => {
    const answer = await post({ alert_id: "disk-1", alert_title: "Disk almost full", priority: "High" });
    expect(answer.status).toBe(202);
    const [request] = await receiver.waitFor(1);
    const body = request?.rawBody.toString() ?? "";
    expect(Object.keys(JSON.parse(body))).toEqual(KEYS);
    const { results } = await answer.json();
    const headers = request?.headers as Record<string, string>;
    expect(headers["webhook-id"]).toBe(results[0].event_id);
    expect(new Webhook(signingSecret).verify(body, headers)).toMatchObject({
      alert_title: "Disk almost full",
    });
  });

  await test.step("Deliveries says delivered, and shows what was sent", async () => {
    await page.getByRole("link", { name: "Deliveries" }).first().click();
    const row = page.getByRole("row").filter({ hasText: "Disk almost full" });
    await expect(row.getByText("Delivered")).toBeVisible();
    await row.getByRole("link", { name: "Disk almost full" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Disk almost full" })).toBeVisible();
    await expect(page.getByText('"alert_id"')).toBeVisible();
  });

  await test.step("Disable from the ellipsis menu, by keyboard", async () => {
    await page.goto(`${tocsin.url}/settings/notification-channels/webhooks`);
    await page.getByRole("button", { name: "Actions for Jira" }).focus();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("menuitem", { name: "Disable" })).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("row").filter({ hasText: "Jira" }).getByText("Disabled")).toBeVisible();
  });

  await test.step("the next alert is not sent, and its reason is recorded", async () => {
    expect((await post({ alert_id: "disk-1", status: "Resolved" })).status).toBe(202);
    const answer = await fetch(`${tocsin.url}/api/v1/alerts/disk-1`, {
      headers: { authorization: `Bearer ${key}` },
    });
    const { events } = await answer.json();
    expect(events).toHaveLength(2);
    expect(events[0].routing).toMatchObject([
      { channel_name: "Jira", delivery_id: null, reason: "channel_disabled" },
    ]);
    expect(events[1].routing).toMatchObject([{ channel_name: "Jira", reason: null }]);
    expect(receiver.requests).toHaveLength(1);
  });

  await test.step("Edit, and Delete with a confirmation that names it", async () => {
    await page.getByRole("link", { name: "Jira", exact: true }).click();
    await expect(page.getByLabel("Name")).toHaveValue("Jira");
    await page.getByLabel("Name").fill("Jira Cloud");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("button", { name: "Actions for Jira Cloud" }).click();
    await page.getByRole("menuitem", { name: "Delete" }).click();
    await expect(page.getByRole("alertdialog", { name: /Delete Jira Cloud/ })).toBeVisible();
    await page.getByRole("button", { name: "Delete", exact: true }).click();
    await expect(page.getByText("No webhooks yet.")).toBeVisible();
  });
});
