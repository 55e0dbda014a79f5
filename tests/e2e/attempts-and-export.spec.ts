import { readFileSync } from "node:fs";
import { certify } from "../integration/webhook/certificates.ts";
import { connect } from "../support/api.ts";
import { startReceiver } from "../support/receiver.ts";
import { startWireReceiver, statusLine } from "../support/wire-receiver.ts";
import { expect, expectAccessible, signIn, test } from "./fixtures.ts";

test("from an alert's timeline to the timing of an attempt, and the list as a file", async ({
  page,
  tocsin,
  receiver,
}) => {
  const api = connect(tocsin);
  await using refusing = await startReceiver({ answer: () => ({ status: 401 }) });
  const names = ["Jira", "Slack", "Wiki", "Chat"];
  for (const name of names) await api.createChannel({ name, url: `${receiver.url}/${name}` });
  const tines = await api.createChannel({ name: "Tines", url: refusing.url });
  const alert = { alert_id: "disk", alert_title: "Disk almost full", source_name: "Grafana" };
  for (const status of ["Open", "Open", "Open", "Acknowledged", "Open", "Resolved"]) {
    const { results } = await api.post({ ...alert, status, event_description: `It is ${status}.` });
    await api.waitForDelivery(results[0]?.event_id ?? "", "failed", { channelId: tines.id });
  }
  const all = { alert_id: "disk", state: "delivered" };
  await expect.poll(async () => (await api.deliveries(all)).length).toBe(names.length * 6);
  await signIn(page, tocsin, "/alerts/disk");
  const events = page.getByRole("list", { name: "Events, newest first" }).locator(":scope > li");

  await test.step("each event says what became of it; older ones and those alike are folded", async () => {
    await expect(events).toHaveText([
      /^Resolved.+It is Resolved\.4 delivered, 1 failed: 401 at Tines/,
      /^OpenWas Acknowledged/,
      /^AcknowledgedWas Open/,
      /^OpenAnother event.+1 more like this/,
      /^OpenFirst event/,
    ]);
    await expect(events.nth(0).getByText(/answered 401: set what it expects/)).toBeVisible();
    await expect(events.nth(0).getByRole("link", { name: "Jira" })).toBeHidden();
    await events.nth(0).getByText("4 delivered, 1 failed: 401 at Tines").click();
    await expect(events.nth(0).getByRole("link", { name: "Jira" })).toBeVisible();
    await expect(events.nth(4).getByText("It is Open.")).toBeHidden();
    await expectAccessible(page);
  });

  await test.step("a delivery shows how long each step of its attempt took", async () => {
    await events.nth(4).getByText("4 delivered, 1 failed: 401 at Tines").click();
    await events.nth(4).getByRole("link", { name: "Failed" }).click();
    const attempt = page.getByRole("list", { name: "Attempts, newest first" }).getByRole("listitem");
    await expect(attempt).toContainText(/Connect[\d.]+ ms.*First byte[\d.]+ ms.*Body[\d.]+ ms/s);
    await page.goBack();
    await events.nth(0).getByRole("link", { name: "Failed" }).click();
    await expect(attempt).toContainText("Reused, so without DNS, connect and TLS.");
    await expectAccessible(page);
  });

  await test.step("the list of deliveries is exported by its filter", async () => {
    await page.goto(`${tocsin.url}/deliveries?state=failed`);
    const downloaded = page.waitForEvent("download");
    await page.getByRole("link", { name: "CSV", exact: true }).click();
    const download = await downloaded;
    expect(download.suggestedFilename()).toMatch(/^tocsin-deliveries-\d{8}T\d{4}Z\.csv$/);
    const lines = readFileSync(await download.path(), "utf8")
      .trimEnd()
      .split("\r\n");
    expect(lines).toHaveLength(1 + 6);
    for (const line of lines.slice(1)) expect(line).toMatch(/,Tines,failed,final_status,.*,http_status,401,/);
  });

  await test.step("an export that is refused says why", async () => {
    await page.context().clearCookies();
    await page.getByRole("link", { name: "CSV", exact: true }).click();
    await expect(page.getByText("Sign in first.")).toBeVisible();
  });
});

test("an earlier attempt shows its own request, and the certificate that it met", async ({
  page,
  tocsin,
}) => {
  const api = connect(tocsin);
  const leaf = await certify({ name: "localhost" });
  await using receiver = await startWireReceiver({ chain: [leaf], answer: () => statusLine(503) });
  const url = `https://localhost:${receiver.port}/before`;
  const channel = await api.createChannel({ url, retry_schedule: [1] });
  const { results } = await api.post({ alert_title: "Over TLS" });
  const delivery = await api.waitForDelivery(results[0]?.event_id ?? "", "failed", { channelId: channel.id });
  await signIn(page, tocsin, `/deliveries/${delivery.id}`);
  const attempts = page.getByRole("list", { name: "Attempts, newest first" }).locator(":scope > li");
  await expect(attempts).toHaveCount(2);
  await expect(attempts.first().getByText("Request", { exact: true })).toBeHidden();
  const earlier = attempts.last();
  await earlier.getByText("Request", { exact: true }).click();
  await expect(earlier.getByText(`POST ${url}`)).toBeVisible();
  await expect(earlier.getByRole("table", { name: "Request headers of attempt 1" })).toContainText(
    "webhook-signature",
  );
  await earlier.getByText("Certificate", { exact: true }).click();
  await expect(earlier.getByText(leaf.sha256)).toBeVisible();
  await expect(earlier.getByText("CN=localhost")).toBeVisible();
  await expect(earlier.getByText(/^\d{1,2} \w{3,4} \d{4} to \d{1,2} \w{3,4} \d{4} \(UTC\)$/)).toBeVisible();
  await expectAccessible(page);
});
