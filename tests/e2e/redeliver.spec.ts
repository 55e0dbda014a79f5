import type { Page } from "@playwright/test";
import { type Api, connect } from "../support/api.ts";
import { until } from "../support/until.ts";
import { expect, expectAccessible, signIn, test } from "./fixtures.ts";

const BY_ITSELF = { timeout: 15_000 };

/** Posts so many alerts, and waits until each has failed at the one channel. */
async function failing(api: Api, count: number): Promise<void> {
  await api.post(
    Array.from({ length: count }, (_, n) => ({ alert_id: `disk-${n}`, alert_title: `Disk ${n}` })),
  );
  await until("all failures", async () => {
    const failed = await api.deliveries({ state: "failed", limit: "100" });
    return failed.length === count;
  });
}

const rowMenu = async (page: Page, title: string, item: string) => {
  await page.getByRole("button", { name: `Actions for ${title}`, exact: true }).click();
  await page.getByRole("menuitem", { name: item }).click();
};

test("what failed is sent again: one, the selected, all of a channel", async ({ page, tocsin, receiver }) => {
  test.setTimeout(180_000);
  const api = connect(tocsin);
  const jira = await api.createChannel({ name: "Jira", url: `${receiver.url}/hook`, retry_schedule: [600] });
  receiver.answer = () => ({ status: 404 });
  await failing(api, 60);
  receiver.answer = () => ({ status: 200 });
  const delivered = async () => (await api.deliveries({ state: "delivered", limit: "100" })).length;
  await signIn(page, tocsin, "/deliveries?state=failed");

  await test.step("one, by its menu", async () => {
    await rowMenu(page, "Disk 59", "Redeliver");
    const dialog = page.getByRole("alertdialog", { name: "Send this to Jira again?" });
    await dialog.getByRole("button", { name: "Redeliver" }).click();
    await expect(page.getByText("It is on its way to Jira again")).toBeVisible();
    await expect(page.getByRole("link", { name: "Disk 59", exact: true })).toBeHidden(BY_ITSELF);
  });

  await test.step("its request can be copied, and its alert opened", async () => {
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await rowMenu(page, "Disk 58", "Copy as curl");
    await expect(page.getByText("The request is copied as curl")).toBeVisible();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toContain("curl --globoff -X POST");
    await rowMenu(page, "Disk 58", "Open alert");
    await page.waitForURL(/\/alerts\/disk-58$/);
    await page.goBack();
  });

  await test.step("the selected, by a job", async () => {
    for (const title of ["Disk 58", "Disk 57"])
      await page.getByRole("checkbox", { name: `Select ${title}`, exact: true }).click();
    await page.getByRole("button", { name: "Redeliver", exact: true }).click();
    const dialog = page.getByRole("alertdialog", { name: "Send 2 deliveries again?" });
    await dialog.getByRole("button", { name: "Redeliver" }).click();
    await expect(page.getByRole("status").getByText("2 deliveries redelivered")).toBeVisible(BY_ITSELF);
    expect(await delivered()).toBe(3);
  });

  await test.step("all that failed at a channel, with the number, progress and Stop", async () => {
    const held: (() => void)[] = [];
    receiver.answer = () => new Promise((resolve) => held.push(() => resolve({ status: 200 })));
    await page.goto(`${tocsin.url}/settings/notification-channels/webhooks/${jira.id}/deliveries`);
    await page.getByRole("button", { name: "Redeliver failed" }).click();
    const dialog = page.getByRole("alertdialog", { name: "Send everything again that failed at Jira?" });
    await expect(dialog.getByText("57 deliveries will be sent.")).toBeVisible();
    await expectAccessible(page);
    await dialog.getByRole("button", { name: "Redeliver" }).click();
    await expect(
      page.getByRole("progressbar", { name: "Sending 57 deliveries again to Jira" }),
    ).toBeVisible();
    await expect(page.getByRole("button", { name: "Stop" })).toBeVisible();
    await until("its first requests", async () => held.length > 0);
    receiver.answer = () => ({ status: 200 });
    for (const answer of held) answer();
    await expect(page.getByRole("status").getByText("57 deliveries redelivered to Jira")).toBeVisible(
      BY_ITSELF,
    );
    expect(await delivered()).toBe(60);
    await page.getByRole("button", { name: "Dismiss" }).click();
  });

  await test.step("nothing is left to send", async () => {
    await page.getByRole("button", { name: "Redeliver failed" }).click();
    const dialog = page.getByRole("alertdialog");
    await expect(dialog.getByText("Nothing has failed in that time: choose a longer one.")).toBeVisible();
    await expect(dialog.getByRole("button", { name: "Redeliver" })).toBeDisabled();
    await dialog.getByRole("button", { name: "Cancel" }).click();
  });

  await test.step("a list of something else does not offer to send all that failed", async () => {
    const all = page.getByRole("button", { name: "Redeliver failed" });
    const gone = await api.createChannel({ name: "Gone", url: receiver.url });
    await api.request("DELETE", `/api/v1/channels/${gone.id}`);
    for (const [query, count] of [
      ["?state=failed&range=24h", 1],
      ["?status=404", 0],
      [`?channel_id=${gone.id}`, 0],
    ] as const) {
      await page.goto(`${tocsin.url}/deliveries${query}`);
      await expect(page.getByRole("heading", { level: 1, name: "Deliveries" })).toBeVisible();
      await expect(all).toHaveCount(count);
    }
  });

  await test.step("what waits is sent now, or cancelled, on its page and by its menu", async () => {
    receiver.answer = () => ({ status: 503 });
    const { results } = await api.post([
      { alert_id: "now", alert_title: "Now" },
      { alert_id: "never", alert_title: "Never" },
    ]);
    for (const { event_id } of results) await api.waitForDelivery(event_id, "pending", { attempts: 1 });
    receiver.answer = () => ({ status: 200 });
    await page.goto(`${tocsin.url}/deliveries`);
    await page.getByRole("link", { name: "Now", exact: true }).click();
    await page.getByRole("button", { name: "Send now" }).click();
    await expect(page.getByText("It is being sent to Jira")).toBeVisible();
    await expect(page.getByRole("button", { name: "Redeliver" })).toBeVisible(BY_ITSELF);
    await page.goBack();
    await rowMenu(page, "Never", "Cancel");
    const dialog = page.getByRole("alertdialog", { name: "Cancel this delivery to Jira?" });
    await dialog.getByRole("button", { name: "Cancel delivery" }).click();
    await expect(page.getByText("The delivery is cancelled")).toBeVisible();
    await until("the cancelled one", async () => {
      return (await api.deliveries({ state: "cancelled" })).length === 1;
    });
  });
});
