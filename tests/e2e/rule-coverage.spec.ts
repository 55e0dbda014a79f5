import { connect } from "../support/api.ts";
import { expect, expectAccessible, signIn, test } from "./fixtures.ts";

test("a rule that adds nothing to another one says so: in its form, in a trial and in the list", async ({
  page,
  tocsin,
  receiver,
}) => {
  const api = connect(tocsin);
  await api.createChannel({ name: "PagerDuty", url: `${receiver.url}/hook` });
  await api.post({ alert_title: "Disk full", priority: "Critical" });
  await signIn(page, tocsin, "/rules/new/rule?start=every-alert");
  const notes = page.getByRole("list", { name: "What other rules already send" });

  await test.step("without a channel there is no note, and a trial does not contradict itself", async () => {
    await expect(notes).toHaveCount(0);
    await page.getByRole("button", { name: "Try it" }).click();
    await expect(
      page.getByText(
        "Would have notified of the only event, but no channel is chosen yet: nothing would have been sent.",
      ),
    ).toBeVisible();
    await expect(page.getByText(/^Would have been sent/)).toHaveCount(0);
    await expect(page.getByText("Would have notified (1)")).toBeVisible();
  });

  await test.step("a rule that names its channel takes precedence: it only sets other values", async () => {
    await page.getByRole("checkbox", { name: "PagerDuty" }).click();
    await expect(notes).toContainText(
      "All alerts also sends everything to PagerDuty. Each is sent once, by this rule: with its rule_id.",
    );
    await page.getByRole("combobox", { name: "Priority" }).click();
    await page.getByRole("option", { name: "High" }).click();
    await expect(notes).toContainText("with its rule_id and the priority High.");
    await page.getByRole("combobox", { name: "Priority" }).click();
    await page.getByRole("option", { name: "Keep the alert's own" }).click();
  });

  await test.step("a rule for all channels adds nothing, and links to the other rule", async () => {
    await page.getByRole("radio", { name: /All enabled channels/ }).click();
    await expect(notes).toContainText(
      "All alerts also sends everything to all channels: this rule adds nothing for them.",
    );
    await page.getByRole("button", { name: "Try again" }).click();
    await expect(page.getByText("Would have sent the only event to PagerDuty.")).toBeVisible();
    await expect(notes).toHaveCount(2);
    await expectAccessible(page);
    await expect(notes.first().getByRole("link", { name: "All alerts" })).toHaveAttribute(
      "href",
      /^\/rules\/rul_/,
    );
  });

  await test.step("after Save the list says so too", async () => {
    await page.getByLabel("Rule Name").fill("Once more");
    await page.getByRole("button", { name: "Save" }).click();
    const row = page.getByRole("row").filter({ has: page.getByRole("link", { name: "Once more" }) });
    await expect(row.getByText("Adds nothing: All alerts sends the same")).toBeVisible();
    await expectAccessible(page);
  });

  await test.step("if only some of its channels get the same anyway, the list names them", async () => {
    const jira = await api.createChannel({ name: "Jira", url: `${receiver.url}/jira` });
    const body = { name: "For Jira", channels: [jira.id] };
    const made = await api.request<{ id: string }>("POST", "/api/v1/rules", { body });
    await page.reload();
    const row = page.getByRole("row").filter({ has: page.getByRole("link", { name: "All alerts" }) });
    await expect(row.getByText("Adds nothing for Jira: For Jira sends the same.")).toBeVisible();
    await api.request("DELETE", `/api/v1/rules/${made.body.id}`);
    await page.reload();
    await expect(row.getByText("Adds nothing")).toBeHidden();
  });

  await test.step("its page says so until the other rule is disabled", async () => {
    await page.getByRole("link", { name: "Once more" }).click();
    await expect(notes).toContainText("this rule adds nothing for them.");
    const rules = await api.get<{ data: { id: string; name: string }[] }>("/api/v1/rules");
    const all = rules.body.data.find(({ name }) => name === "All alerts");
    await api.request("PATCH", `/api/v1/rules/${all?.id}`, { body: { enabled: false } });
    await page.reload();
    await expect(page.getByLabel("Rule Name")).toHaveValue("Once more");
    await expect(notes).toHaveCount(0);
  });

  await test.step("switching to filters asks only if an expression would be lost", async () => {
    await page.getByRole("button", { name: "Switch to Expression Language" }).click();
    await expect(page.getByLabel("Expression")).toHaveValue("true");
    await expect(page.getByLabel("Expression")).toBeFocused();
    await page.getByRole("button", { name: "Switch to Filter by Fields" }).click();
    await expect(page.getByRole("button", { name: "Add condition" })).toBeVisible();
    await page.getByRole("button", { name: "Switch to Expression Language" }).click();
    await page.getByLabel("Expression").fill('priority == "Critical"');
    await page.getByRole("button", { name: "Switch to Filter by Fields" }).click();
    await expect(page.getByRole("alertdialog", { name: "Switch to Filter by Fields?" })).toBeVisible();
  });
});
