import { join } from "node:path";
import { connect } from "../support/api.ts";
import { temporaryFolder } from "../support/folder.ts";
import { followed } from "../support/own-states.ts";
import { startTocsin } from "../support/server.ts";
import { setClock, shiftedClock } from "../support/shifted-clock.ts";
import { ADMIN, expect, expectAccessible, signIn, takenOver, test } from "./fixtures.ts";

const MINUTE = 60_000;

test("a webhook that refuses: Tocsin tells it, an admin sees why, corrects it, redelivers all, and it is over", async ({
  page,
  receiver,
}) => {
  test.setTimeout(120_000);
  using folder = temporaryFolder();
  const clock = join(folder.path, "clock");
  let ahead = 0;
  const passTime = (ms: number) => {
    ahead += ms;
    setClock(clock, Date.now() + ahead);
  };
  const env = { ADMIN_EMAIL: ADMIN.email, ADMIN_PASSWORD: ADMIN.password, ...shiftedClock(clock) };
  await using tocsin = await startTocsin({ env });
  const api = connect(tocsin);
  receiver.answer = ({ path }) => ({ status: path === "/old" ? 404 : 200 });
  const jira = await api.createChannel({ name: "Jira", url: `${receiver.url}/old` });
  const pager = await api.createChannel({ name: "Pager", url: `${receiver.url}/pager` });
  const postThree = () => api.post([1, 2, 3].map((index) => ({ alert_title: `Disk ${index}` })));
  const heading = page.getByRole("heading", { level: 1, name: 'Webhook "Jira" is refusing' });
  const atPager = (status: string) =>
    receiver.waitFor((all) =>
      all.some(({ path, rawBody }) => {
        const body = path === "/pager" ? JSON.parse(rawBody.toString()) : {};
        return body.category === "Tocsin" && body.status === status;
      }),
    );

  await test.step("after a minute the other webhook gets an alert about it", async () => {
    await postThree();
    await followed(tocsin.dataDir, "channel-refusing", jira.id, 1);
    passTime(MINUTE);
    await atPager("Open");
  });

  await test.step("the alert says why, where it went and where not, and only Tocsin resolves it", async () => {
    await signIn(page, tocsin, "/alerts");
    await page.getByRole("link", { name: 'Webhook "Jira" is refusing' }).click();
    await expect(heading).toBeVisible();
    await expect(page.getByText(/answered 404/).first()).toBeVisible();
    await expect(page.getByText("it goes only through others")).toBeVisible();
    await expect(page.getByText("resolves it by itself once its cause has gone")).toBeVisible();
    await expect(page.getByRole("button", { name: "Acknowledge" })).toBeVisible();
    await expect(page.getByRole("button", { name: "Resolve" })).toHaveCount(0);
    await expect(page.getByRole("region", { name: "Not sent to anybody" })).toHaveCount(0);
  });

  await test.step("the webhook is corrected, and all that failed is delivered", async () => {
    await page.goto(`${tocsin.url}/settings/notification-channels/webhooks/${jira.id}`);
    await expect(page.getByRole("checkbox", { name: "Disable after 5 days of failures" })).toBeChecked();
    await page.getByLabel("URL", { exact: true }).fill(`${receiver.url}/new`);
    const save = page.getByRole("button", { name: "Save" });
    await takenOver(save);
    await save.click();
    await expect(page.getByText("Saved").first()).toBeVisible();
    const failed = await api.deliveries({ channel_id: jira.id, state: "failed" });
    expect(failed).toHaveLength(3);
    await page.goto(`${tocsin.url}/settings/notification-channels/webhooks/${jira.id}/deliveries`);
    const redeliver = page.getByRole("button", { name: "Redeliver failed" });
    await takenOver(redeliver);
    await redeliver.click();
    const dialog = page.getByRole("alertdialog", { name: "Send everything again that failed at Jira?" });
    await expect(dialog.getByText("3 deliveries will be sent.")).toBeVisible();
    await dialog.getByRole("button", { name: "Redeliver" }).click();
    for (const { event_id } of failed)
      await api.waitForDelivery(event_id, "delivered", { channelId: jira.id });
    expect(receiver.requests.filter(({ path }) => path === "/new")).toHaveLength(3);
  });

  await test.step("five minutes later the alert resolves, on the page and at the other webhook", async () => {
    await page.goto(`${tocsin.url}/alerts/tocsin:channel-refusing:${jira.id}`);
    await followed(tocsin.dataDir, "channel-refusing", jira.id, 0);
    passTime(5 * MINUTE);
    await atPager("Resolved");
    await expect(page.getByText("Resolved").first()).toBeVisible();
    await expect(page.getByText("resolves it by itself")).toHaveCount(0);
  });

  await test.step("with no webhook left to tell it, it stands above every page until it is acknowledged", async () => {
    await api.updateChannel(pager.id, { enabled: false });
    receiver.answer = () => ({ status: 404 });
    const form = await page.context().newPage();
    await form.clock.install();
    await form.goto(`${tocsin.url}/settings/notification-channels/webhooks/new`);
    await form.getByLabel("Name").fill("Half typed");
    await page.goto(`${tocsin.url}/rules`);
    await postThree();
    await followed(tocsin.dataDir, "channel-refusing", jira.id, 1);
    passTime(5 * MINUTE);
    const notice = page.getByRole("region", { name: "Not sent to anybody" });
    await expect(notice).toContainText('Webhook "Jira" is refusing: no webhook is left that could tell you.');
    await expectAccessible(page);
    await form.clock.runFor(30_000);
    await expect(form.getByRole("region", { name: "Not sent to anybody" })).toBeVisible();
    await expect(form.getByLabel("Name")).toHaveValue("Half typed");
    await notice.getByRole("link").click();
    await expect(heading).toBeVisible();
    await page.getByRole("button", { name: "Acknowledge" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Acknowledge" }).click();
    await expect(notice).toHaveCount(0);
  });
});
