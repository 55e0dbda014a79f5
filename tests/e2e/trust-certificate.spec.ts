import { certify } from "../integration/webhook/certificates.ts";
import { connect } from "../support/api.ts";
import { startWireReceiver } from "../support/wire-receiver.ts";
import { expect, expectAccessible, signIn, test } from "./fixtures.ts";

test("deliveries with another certificate wait until an admin has compared both fingerprints and trusts it", async ({
  page,
  tocsin,
}) => {
  test.setTimeout(120_000);
  const [first, second] = [await certify(), await certify()];
  await using receiver = await startWireReceiver({ chain: [first] });
  const api = connect(tocsin);
  const channel = await api.createChannel({
    name: "Self-signed",
    url: `https://127.0.0.1:${receiver.port}/hook`,
    retry_schedule: [],
  });
  receiver.show([second]);
  const { results } = await api.post({ alert_title: "Disk almost full" });
  const options = { channelId: channel.id };
  const failed = await api.waitForDelivery(results[0]?.event_id ?? "", "failed", options);
  expect(failed.attempts[0]?.outcome).toBe("certificate_changed");

  await signIn(page, tocsin, "/settings/notification-channels/webhooks");
  await expect(page.getByText("Its receiver shows another certificate")).toBeVisible();
  await page.getByRole("button", { name: "Actions for Self-signed" }).click();
  await page.getByRole("menuitem", { name: "Compare certificates" }).click();
  await expect(page.getByText(first.sha256).first()).toBeVisible();
  await expect(page.getByText(second.sha256).first()).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Trust the new certificate" }).click();
  const question = page.getByRole("alertdialog");
  await expect(question.getByText(second.sha256)).toBeVisible();
  await question.getByRole("button", { name: "Trust the new certificate" }).click();
  await expect(page.getByRole("button", { name: "Trust the new certificate" })).toHaveCount(0);

  await page.goto(`${tocsin.url}/deliveries/${failed.id}`);
  await page.getByRole("button", { name: "Redeliver" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Redeliver" }).click();
  await api.waitForDelivery(results[0]?.event_id ?? "", "delivered", options);
});
