import { connect } from "../support/api.ts";
import { expect, expectAccessible, signIn, test } from "./fixtures.ts";

test("a rule from a starting point, with an event, a filter, a channel and a priority: tried, saved and at work", async ({
  page,
  tocsin,
  receiver,
}) => {
  test.setTimeout(180_000);
  const api = connect(tocsin);
  const { data: rules } = (await api.get<{ data: { id: string }[] }>("/api/v1/rules")).body;
  for (const { id } of rules) await api.request("DELETE", `/api/v1/rules/${id}`);
  const headers = [{ name: "X-Api-Key", value: "not-to-be-shown", sensitive: true }];
  await api.createChannel({ name: "Jira", url: `${receiver.url}/hook`, headers });
  await api.createChannel({ name: "Pager", url: `${receiver.url}/pager` });
  await api.post({ alert_title: "Access asked for", di_event: "access_management_access_request" });
  const disk = { di_event: "disk_full", priority: "Low" };
  await api.post([
    { ...disk, alert_title: "Disk of the database", details: { host: { name: "db-1" } } },
    { ...disk, alert_title: "Disk of the web server", details: { host: { name: "web-1" } } },
  ]);
  await signIn(page, tocsin);

  await test.step("an empty list says what it means to have no rule", async () => {
    await page.getByRole("link", { name: "Rules" }).first().click();
    await expect(page.getByText("No rules: nothing is sent anywhere.")).toBeVisible();
  });

  await test.step("starting points can be searched and chosen", async () => {
    await page.getByRole("link", { name: "Add", exact: true }).first().click();
    await expect(page.getByRole("heading", { level: 1, name: "Rule Management" })).toBeVisible();
    await expectAccessible(page);
    await page.getByLabel("Search starting points").fill("high");
    await expect(page.getByRole("link", { name: /Every alert/ })).toHaveCount(0);
    await expect(page.getByRole("link", { name: /Critical and high only/ })).toBeVisible();
    await page.getByLabel("Search starting points").fill("event");
    await expect(page.getByText(/Insights has one that does/)).toBeVisible();
    await page.getByRole("link", { name: "Insights" }).click();
    await expect(page.getByLabel("Search starting points")).toHaveValue("event");
    await page.getByRole("link", { name: /Rule For Event Based Alerts/ }).click();
  });

  await test.step("a rule for events opens with the dialog that picks them", async () => {
    const dialog = page.getByRole("dialog", { name: "Pick events" });
    await expect(dialog.getByLabel("Search events")).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("button", { name: "Pick events" })).toBeFocused();
    await expect(page.getByRole("heading", { level: 1, name: "New rule" })).toBeVisible();
  });

  await test.step("a missing value is reported at its field", async () => {
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByText("Name is required.")).toBeVisible();
    await expect(page.getByLabel("Rule Name")).toBeFocused();
    await expect(page.getByText("Choose at least one channel, or all.")).toBeVisible();
    await expectAccessible(page);
  });

  await test.step("an event is picked from the catalogue, which includes the received events", async () => {
    await page.getByLabel("Rule Name").fill("Database disks");
    await page.getByRole("button", { name: "Pick events" }).click();
    const dialog = page.getByRole("dialog", { name: "Pick events" });
    await expect(dialog.getByRole("checkbox", { name: "user_create", exact: true })).toBeVisible();
    await expect(dialog.getByRole("checkbox", { name: /^access_management/ })).toHaveCount(0);
    await dialog.getByLabel("Search events").fill("user");
    await dialog.getByRole("button", { name: 'Add "user"' }).click();
    await expect(dialog.getByLabel("Search events")).toBeFocused();
    await dialog.getByRole("checkbox", { name: "user", exact: true }).click();
    await dialog.getByLabel("Search events").fill("disk");
    await dialog.getByRole("checkbox", { name: "disk_full" }).click();
    await dialog.getByLabel("Search events").fill("");
    await dialog.getByRole("checkbox", { name: "Show Selected Events" }).click();
    await expect(dialog.getByRole("checkbox", { name: "user_create", exact: true })).toHaveCount(0);
    await expect(dialog.getByRole("checkbox", { name: "disk_full" })).toBeChecked();
    await expectAccessible(page);
    await dialog.getByRole("button", { name: "Done" }).click();
    await expect(page.getByRole("list", { name: "Picked events" })).toHaveText("disk_full");
  });

  await test.step("a filter, a priority and a channel", async () => {
    await page.getByRole("button", { name: "Add condition" }).click();
    const condition = page.getByRole("group", { name: "Condition 1" });
    await condition.getByLabel("Key").fill("details.host.name");
    await page.keyboard.press("Escape");
    await condition.getByRole("combobox", { name: "Operator" }).click();
    await page.getByRole("option", { name: "starts with" }).click();
    await condition.getByLabel("Value").fill("DB-");
    await page.getByRole("combobox", { name: "Priority" }).click();
    await page.getByRole("option", { name: "Critical" }).click();
    await page.getByLabel("Search channels").fill("jir");
    await page.getByRole("checkbox", { name: "Jira" }).click();
    await expectAccessible(page);
  });

  await test.step("Try it shows what the draft matches, why it doesn't match the rest, and the masked request", async () => {
    await page.getByRole("button", { name: "Try it" }).click();
    await expect(page.getByText("Would have sent 1 of the last 3 events to Jira.")).toBeVisible();
    await page.getByText("Would not have been sent").click();
    await expect(page.getByText(/starts with DB- was false \(it is web-1\)/)).toBeVisible();
    await page.getByRole("button", { name: "Show request of Disk of the database" }).click();
    const dialog = page.getByRole("dialog", { name: "Request for Disk of the database" });
    await expect(dialog.getByText(`${receiver.url}/hook`)).toBeVisible();
    await expect(dialog.getByText('"Critical"')).toBeVisible();
    await expect(dialog.getByText("X-Api-Key")).toBeVisible();
    await expect(dialog.getByText("not-to-be-shown")).toHaveCount(0);
    await expectAccessible(page);
    await page.keyboard.press("Escape");
  });

  await test.step("a draft that can't be tried says why, and marks the field", async () => {
    await page.getByRole("group", { name: "Condition 1" }).getByLabel("Value").fill("");
    await page.getByRole("button", { name: "Try again" }).click();
    await expect(page.getByText("Value is required.")).toHaveCount(2);
    await expect(page.getByLabel("Value")).toHaveAttribute("aria-invalid", "true");
    await page.getByLabel("Value").fill("DB-");
  });

  await test.step("correcting a field clears the fault that a trial found there, even before any Save", async () => {
    const other = await page.context().newPage();
    await other.goto(`${tocsin.url}/rules/new/rule?start=one-source`);
    await other.getByRole("button", { name: "Try it" }).click();
    await expect(other.getByLabel("Value")).toHaveAttribute("aria-invalid", "true");
    await other.getByLabel("Value").fill("Grafana");
    await expect(other.getByLabel("Value")).not.toHaveAttribute("aria-invalid", "true");
    await other.close();
  });

  await test.step("a condition that was just added shows no fault yet, even after a refused Save", async () => {
    const other = await page.context().newPage();
    await other.goto(`${tocsin.url}/rules/new/rule?start=every-alert`);
    await other.getByRole("button", { name: "Save" }).click();
    await expect(other.getByText("Name is required.")).toBeVisible();
    await other.getByRole("button", { name: "Add condition" }).click();
    await other.getByLabel("Rule Name").fill("Disks");
    await expect(other.getByText("Name is required.")).toHaveCount(0);
    await expect(other.getByText("Choose a field.")).toHaveCount(0);
    await other.close();
  });

  await test.step("leaving with unsaved changes asks", async () => {
    await page.getByRole("link", { name: "Cancel" }).click();
    await expect(page.getByRole("alertdialog", { name: "Leave without saving?" })).toBeVisible();
    await page.getByRole("button", { name: "Stay" }).click();
  });

  await test.step("if somebody deletes a channel meanwhile, the fault at Channels names it", async () => {
    const { id } = await api.createChannel({ name: "Vanishing", url: `${receiver.url}/gone` });
    const other = await page.context().newPage();
    await other.goto(`${tocsin.url}/rules/new/rule?start=every-alert`);
    await other.getByLabel("Rule Name").fill("Vanishing");
    await other.getByRole("checkbox", { name: "Vanishing" }).click();
    await api.request("DELETE", `/api/v1/channels/${id}`);
    await other.getByRole("button", { name: "Save" }).click();
    await expect(other.getByText("Vanishing: There is no such channel")).toBeVisible();
    await expect(other.getByRole("radio", { name: "Picked channels" })).toBeFocused();
    await other.close();
  });

  await test.step("after Save the list shows it in words, and the next alert arrives with its priority", async () => {
    await page.getByRole("button", { name: "Save" }).click();
    const row = page.getByRole("row").filter({ hasText: "Database disks" });
    await expect(row.getByText("disk_full, and details.host.name starts with DB-")).toBeVisible();
    await expect(row.getByRole("cell", { name: "Jira", exact: true })).toBeVisible();
    await api.post({ ...disk, alert_title: "Disk again", details: { host: { name: "db-2" } } });
    const [request] = await receiver.waitFor(1);
    expect(request?.path).toBe("/hook");
    expect(JSON.parse(String(request?.rawBody))).toMatchObject({
      alert_title: "Disk again",
      priority: "Critical",
      rule_id: expect.stringMatching(/^rul_/),
    });
    await page.reload();
    await expect(row.getByRole("cell", { name: "1", exact: true })).toBeVisible();
    await expectAccessible(page);
  });

  await test.step("the filters become an expression, and a fault in it is shown at its character", async () => {
    await page.getByRole("link", { name: "Database disks" }).click();
    await page.getByRole("button", { name: "Switch to Expression Language" }).click();
    await page.getByRole("button", { name: "Switch", exact: true }).click();
    const expression = page.getByLabel("Expression");
    await expect(expression).toHaveValue('string(details.host.name).lowerAscii().startsWith("db-")');
    await expression.fill('details.host.name = "db-1"');
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByText("Unexpected character: = (character 19).")).toBeVisible();
    await expect(expression).toBeFocused();
    await expectAccessible(page);
    await expression.fill('details.host.name == "db-1"');
  });

  await test.step("the second of two people who save is told, and keeps what they typed", async () => {
    const [rule] = (await api.get<{ data: { id: string }[] }>("/api/v1/rules")).body.data;
    await api.request("PATCH", `/api/v1/rules/${rule?.id}`, { body: { description: "Changed meanwhile." } });
    await page.getByRole("button", { name: "Save" }).click();
    const conflict = page.getByRole("alert").filter({ hasText: "Somebody else changed this rule" });
    await expect(conflict).toContainText("Their change of Description is in the form now.");
    await expect(page.getByLabel("Expression")).toHaveValue('details.host.name == "db-1"');
    page.once("dialog", (dialog) => dialog.accept());
    await page.goto(`${tocsin.url}/rules`);
  });

  await test.step("it can be disabled, duplicated and deleted from the ellipsis menu", async () => {
    const menu = page.getByRole("button", { name: "Actions for Database disks" });
    await menu.click();
    await page.getByRole("menuitem", { name: "Disable" }).click();
    const row = page.getByRole("row").filter({ hasText: "Database disks" });
    await expect(row.getByText("Disabled")).toBeVisible();
    await menu.click();
    await page.getByRole("menuitem", { name: "Duplicate" }).click();
    await expect(page.getByLabel("Rule Name")).toHaveValue("Copy of Database disks");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("button", { name: "Actions for Copy of Database disks" }).click();
    await page.getByRole("menuitem", { name: "Delete" }).click();
    await expect(page.getByRole("alertdialog", { name: "Delete Copy of Database disks?" })).toBeVisible();
    await page.getByRole("button", { name: "Delete", exact: true }).click();
    await expect(page.getByRole("link", { name: "Copy of Database disks" })).toHaveCount(0);
    await page.getByLabel("Search rules").fill("nothing like it");
    await expect(page.getByText("No rule matches this search and these filters.")).toBeVisible();
  });
});
