import { ACCESS_REQUEST_EVENTS } from "#lib/domain/rule/access-request.ts";
import { connect } from "../support/api.ts";
import { expect, expectAccessible, signIn, test } from "./fixtures.ts";

test("an admin chooses which webhook is notified of which Access Request events", async ({
  page,
  tocsin,
  receiver,
}) => {
  test.setTimeout(180_000);
  const api = connect(tocsin);
  const save = page.getByRole("button", { name: "Save" });
  const dialog = page.getByRole("dialog");
  const question = page.getByRole("alertdialog");

  await test.step("without a webhook the page leads to adding one", async () => {
    await signIn(page, tocsin);
    await page.getByRole("link", { name: "Access Requests" }).click();
    await expect(page.getByRole("link", { name: "Add webhook" })).toBeVisible();
    await expectAccessible(page);
  });

  await api.createChannel({ name: "Ticket system", url: `${receiver.url}/tickets` });
  await api.createChannel({ name: "Pager", url: `${receiver.url}/pager`, enabled: false });

  await test.step("events that nobody is notified of are counted, with a link to the newest", async () => {
    await api.post({ alert_title: "Ada asks for db-1", di_event: ACCESS_REQUEST_EVENTS[0] });
    await page.reload();
    await expect(page.getByText("Nobody was notified of 1 Access Request event")).toBeVisible();
    await expect(page.getByText("Request created: 1")).toBeVisible();
    await page.getByRole("link", { name: "Ada asks for db-1" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Ada asks for db-1" })).toBeVisible();
    await page.goBack();
  });

  await test.step("Select Channel lists the webhooks without a card, and finds them by name", async () => {
    await expect(save).toBeDisabled();
    await page.getByRole("button", { name: "Select Channel" }).click();
    await expect(dialog.getByRole("button", { name: /^Pager .* Disabled$/ })).toBeVisible();
    await expectAccessible(page);
    await expect(dialog.getByLabel("Search channels")).toBeFocused();
    await dialog.getByLabel("Search channels").fill("nothing like it");
    await expect(dialog.getByText("No channel matches this search.")).toBeVisible();
    await dialog.getByLabel("Search channels").fill("TICKET");
    await dialog.getByRole("button", { name: /^Ticket system/ }).click();
    await expect(dialog).toHaveCount(0);
    await expect(page.getByRole("button", { name: "Select Channel" })).toBeFocused();
  });

  const card = page.getByRole("region", { name: "Ticket system" });
  const all = card.getByRole("checkbox", { name: "Select All" });

  await test.step("a card without an event is refused", async () => {
    await expect(card.getByText("0 EVENTS")).toBeVisible();
    await save.click();
    await expect(card.getByText("Choose at least one event, or remove the channel.")).toBeVisible();
    await expect(all).toBeFocused();
  });

  await test.step("a card that was just added shows no fault yet, even after a refused Save", async () => {
    await page.getByRole("button", { name: "Select Channel" }).click();
    await dialog.getByRole("button", { name: /^Pager/ }).click();
    await expect(page.getByRole("region", { name: "Pager" }).getByText("0 EVENTS")).toBeVisible();
    await card.getByRole("checkbox", { name: "Request created" }).check();
    await expect(page.getByText("Choose at least one event, or remove the channel.")).toHaveCount(0);
    await page.getByRole("button", { name: "Remove Pager" }).click();
    await question.getByRole("button", { name: "Remove" }).click();
  });

  await test.step("Select All: nothing, some, all", async () => {
    await card.getByRole("checkbox", { name: "Request created" }).check();
    await expect(card.getByText("1 EVENT", { exact: true })).toBeVisible();
    await expect(all).toBeChecked({ indeterminate: true });
    await all.check();
    await expect(card.getByText("7 EVENTS")).toBeVisible();
    await expect(all).toBeChecked();
    await card.getByRole("checkbox", { name: "Approval flow deleted" }).uncheck();
    await expect(card.getByText("6 EVENTS")).toBeVisible();
    await expect(all).toBeChecked({ indeterminate: true });
    await expectAccessible(page);
  });

  await test.step("leaving with changes asks", async () => {
    await page.getByRole("link", { name: "Deliveries" }).first().click();
    await question.getByRole("button", { name: "Stay" }).click();
  });

  await test.step("after Save the selected events arrive, and no others", async () => {
    await save.click();
    await expect(page.getByText("The Access Requests settings are saved")).toBeVisible();
    await expect(save).toBeDisabled();
    await api.post({ alert_title: "A flow goes", di_event: "access_management_approval_flow_delete" });
    await api.post({ alert_title: "Bob asks for db-2", di_event: ACCESS_REQUEST_EVENTS[0] });
    const [request] = await receiver.waitFor(1);
    expect(JSON.parse(request?.rawBody.toString() ?? "")).toMatchObject({ alert_title: "Bob asks for db-2" });
    await page.reload();
    await expect(card.getByText("6 EVENTS")).toBeVisible();
  });

  await test.step("the webhook's page says what it is used by", async () => {
    await card.getByRole("link", { name: "Ticket system" }).click();
    await page.getByRole("link", { name: "Used by" }).click();
    const rules = page.getByRole("region", { name: "Rules" });
    await expect(rules.getByRole("link", { name: "All alerts" })).toBeVisible();
    await expect(rules).toContainText("sends to all channels");
    const accessRequests = page.getByRole("region", { name: "Access Requests" });
    await expect(accessRequests).toContainText("Access Requests notifies it of: Request created,");
    await accessRequests.getByRole("link", { name: "Access Requests" }).click();
  });

  await test.step("a Save after somebody else's is refused, and keeps what was typed", async () => {
    await card.getByRole("checkbox", { name: "Request created" }).uncheck();
    const { body } = await api.get<{ channels: unknown[] }>("/api/v1/access-requests");
    await api.request("PUT", "/api/v1/access-requests", { body: { channels: body.channels } });
    await save.click();
    const conflict = page.getByRole("alert").filter({ hasText: "Somebody else changed these settings" });
    await expect(conflict).toContainText("What you typed is still here. Save again to keep it.");
    await expect(card.getByText("5 EVENTS")).toBeVisible();
    page.once("dialog", (browserAsks) => browserAsks.accept());
    await page.reload();
  });

  await test.step("the trash icon asks and names the webhook; after Save nobody is notified any more", async () => {
    await card.getByRole("button", { name: "Remove Ticket system" }).click();
    await expect(question.getByText("Remove Ticket system?")).toBeVisible();
    await question.getByRole("button", { name: "Remove" }).click();
    await expect(card).toHaveCount(0);
    await expect(page.getByRole("button", { name: "Select Channel" })).toBeFocused();
    await save.click();
    await expect(page.getByText("The Access Requests settings are saved")).toBeVisible();
    const { body } = await api.get("/api/v1/access-requests");
    expect(body).toMatchObject({ channels: [] });
  });
});
