import { connect } from "../support/api.ts";
import { expect, expectAccessible, signIn, test } from "./fixtures.ts";

const WEBHOOKS = "/settings/notification-channels/webhooks";

test("enabling a webhook says how many deliveries wait, and sends or discards them", async ({
  page,
  tocsin,
  receiver,
}) => {
  test.setTimeout(120_000);
  receiver.answer = () => ({ status: 503 });
  const api = connect(tocsin);
  const waitingAt = async (name: string) => {
    const { id } = await api.createChannel({ name, url: `${receiver.url}/hook`, retry_schedule: [600] });
    const { results } = await api.post({ alert_title: `Disk almost full, for ${name}` });
    const eventId = results[0]?.event_id ?? "";
    await api.waitForDelivery(eventId, "pending", { channelId: id, attempts: 1 });
    await api.updateChannel(id, { enabled: false });
    return { id, eventId };
  };
  const [jira, pager] = [await waitingAt("Jira"), await waitingAt("Pager")];
  const question = page.getByRole("alertdialog");
  const waited = question.getByRole("group", { name: "1 pending delivery has waited" });

  await test.step("from the list's menu", async () => {
    await signIn(page, tocsin, WEBHOOKS);
    await page.getByRole("button", { name: "Actions for Jira" }).click();
    await page.getByRole("menuitem", { name: "Enable" }).click();
    await waited.getByRole("radio", { name: /^Discard it/ }).check();
    await expectAccessible(page);
    await question.getByRole("button", { name: "Enable and discard it" }).click();
    await api.waitForDelivery(jira.eventId, "cancelled", { channelId: jira.id });
  });

  await test.step("in the form; Cancel saves nothing, and leaving still asks about the changes", async () => {
    await page.goto(`${tocsin.url}${WEBHOOKS}/${pager.id}`);
    await page.getByRole("radio", { name: "Enabled" }).check();
    await page.getByRole("button", { name: "Save" }).click();
    await expect(waited).toBeVisible();
    await question.getByRole("button", { name: "Cancel" }).click();
    await expect(question).toHaveCount(0);
    await page.getByRole("link", { name: "Deliveries" }).first().click();
    await question.getByRole("button", { name: "Stay" }).click();
    await expect(question).toHaveCount(0);

    await page.getByRole("button", { name: "Save" }).click();
    await waited.getByRole("radio", { name: /^Discard it/ }).check();
    await question.getByRole("button", { name: "Enable and discard it" }).click();
    await expect(page.getByText("Pager is saved")).toBeVisible();
    await api.waitForDelivery(pager.eventId, "cancelled", { channelId: pager.id });
  });
});
