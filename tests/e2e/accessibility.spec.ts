import { connect } from "../support/api.ts";
import { inDatabase } from "../support/database.ts";
import { startTocsin } from "../support/server.ts";
import { expect, expectAccessible, signIn, test } from "./fixtures.ts";

const PAGES = [
  { name: "overview", path: () => "/" },
  { name: "alerts", path: () => "/alerts" },
  { name: "an alert", path: ({ alertId }: Made) => `/alerts/${alertId}` },
  { name: "webhooks", path: () => "/settings/notification-channels/webhooks" },
  { name: "a new webhook", path: () => "/settings/notification-channels/webhooks/new" },
  {
    name: "a webhook",
    path: ({ channelId }: Made) => `/settings/notification-channels/webhooks/${channelId}`,
  },
  {
    name: "a webhook with a template",
    path: ({ templateId }: Made) => `/settings/notification-channels/webhooks/${templateId}`,
  },
  {
    name: "a webhook's security",
    path: ({ channelId }: Made) => `/settings/notification-channels/webhooks/${channelId}/security`,
  },
  {
    name: "a webhook's deliveries",
    path: ({ channelId }: Made) => `/settings/notification-channels/webhooks/${channelId}/deliveries`,
  },
  {
    name: "what uses a webhook",
    path: ({ channelId }: Made) => `/settings/notification-channels/webhooks/${channelId}/used-by`,
  },
  { name: "sources", path: () => "/sources" },
  { name: "the choice of a source", path: () => "/sources/add" },
  { name: "a new source", path: () => "/sources/add?type=prometheus" },
  { name: "a new source of any JSON", path: () => "/sources/new" },
  { name: "a sender's type", path: () => "/sources/types/prometheus" },
  { name: "a sender's type with a secret", path: () => "/sources/types/sentry" },
  { name: "the topics of Amazon SNS", path: () => "/sources/types/aws-sns" },
  { name: "settings", path: () => "/settings" },
  { name: "notification channels", path: () => "/settings/notification-channels" },
  { name: "rules", path: () => "/rules" },
  { name: "a new rule's starting points", path: () => "/rules/new/alerts" },
  { name: "a new rule", path: () => "/rules/new/rule?start=one-source" },
  { name: "mutes", path: () => "/mutes" },
  { name: "a new mute", path: () => "/mutes/new" },
  { name: "deliveries", path: () => "/deliveries" },
  { name: "no deliveries found", path: () => "/deliveries?state=cancelled" },
  { name: "a delivery", path: ({ deliveryId }: Made) => `/deliveries/${deliveryId}` },
  { name: "Access Requests", path: () => "/security-management/access-requests" },
  { name: "API keys", path: () => "/settings/api-keys" },
  { name: "a new API key", path: () => "/settings/api-keys/new" },
  { name: "the audit log", path: () => "/settings/audit-log" },
  { name: "nothing found in the audit log", path: () => "/settings/audit-log?actor_id=usr_none" },
  { name: "a row of the audit log", path: () => "/settings/audit-log/1" },
  { name: "the system", path: () => "/settings/system" },
  { name: "the profile", path: () => "/profile" },
  { name: "the profile's security", path: () => "/profile/security" },
  { name: "a new password", path: () => "/profile/security/password" },
  { name: "the set-up of a second factor", path: () => "/profile/security/second-factor" },
  { name: "users", path: () => "/settings/users" },
  { name: "a new user", path: () => "/settings/users/new" },
  { name: "a user", path: ({ userId }: Made) => `/settings/users/${userId}` },
  { name: "a page that is not there", path: () => "/deliveries/dlv_none" },
];

type Made = { channelId: string; templateId: string; deliveryId: string; alertId: string; userId: string };

test("axe finds nothing on any page, in light and dark, at 1280, 390 and 320 pixels", async ({
  page,
  tocsin,
  receiver,
}) => {
  test.setTimeout(240_000);
  await page.goto(`${tocsin.url}/login`);
  await expectAccessible(page);

  const api = connect(tocsin);
  const channel = await api.createChannel({ name: "Jira", url: `${receiver.url}/hook` });
  const template = await api.createChannel({
    name: "Own receiver",
    url: `${receiver.url}/own`,
    format: { type: "template", template: '{"text": "{{ alert_title }}"}' },
  });
  const { results } = await api.post({
    alert_id: "disk",
    alert_title: "Disk almost full",
    details: { host: "db-1" },
  });
  const delivery = await api.waitForDelivery(results[0]?.event_id ?? "", "delivered", {
    channelId: channel.id,
  });
  const made = {
    channelId: channel.id,
    templateId: template.id,
    deliveryId: delivery.id,
    alertId: "disk",
    userId: userIdOf(tocsin),
  };

  await signIn(page, tocsin);
  for (const { name, path } of PAGES)
    await test.step(name, async () => {
      await page.goto(tocsin.url + path(made));
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await expectAccessible(page);
    });
});

const userIdOf = ({ dataDir }: { dataDir: string }): string =>
  inDatabase(dataDir, (sqlite) => String(sqlite.prepare("SELECT id FROM users").pluck().get()));

test("the set-up page is accessible too", async ({ page }) => {
  await using empty = await startTocsin();
  await page.goto(await empty.setupUrl());
  await expect(page.getByRole("heading", { level: 1, name: "Set up Tocsin" })).toBeVisible();
  await expectAccessible(page);
});
