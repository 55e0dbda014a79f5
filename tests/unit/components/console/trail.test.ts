import { expect, test } from "vitest";
import { trailOf } from "#components/console/trail.ts";
import { channelsInWords, counted } from "#components/settings/counts.ts";

const inWords = (path: string, title: string | null) =>
  trailOf(path, title)
    .map(({ label, href }) => (href === undefined ? label : `${label} → ${href}`))
    .join(" > ");

const CHANNELS = "/settings/notification-channels";

test.each([
  ["/alerts", "Alerts", "Alerts"],
  ["/alerts/disk-1", "Disk full", "Alerts → /alerts > Disk full"],
  ["/alerts/disk-1", null, "Alerts → /alerts"],
  ["/settings", "Settings", "Settings"],
  [CHANNELS, "Notification Channels", "Settings → /settings > Notification Channels"],
  [
    `${CHANNELS}/webhooks`,
    "Webhooks",
    `Settings → /settings > Notification Channels → ${CHANNELS} > Webhooks`,
  ],
  [
    `${CHANNELS}/webhooks/chn_1`,
    "Jira",
    `Settings → /settings > Notification Channels → ${CHANNELS} > Webhooks → ${CHANNELS}/webhooks > Jira`,
  ],
  ["/security-management/access-requests", "Access Requests", "Security Management > Access Requests"],
  [
    `${CHANNELS}/pigeons`,
    "Page not found",
    `Settings → /settings > Notification Channels → ${CHANNELS} > Page not found`,
  ],
  ["/settings/nothing", "Page not found", "Settings → /settings > Page not found"],
  ["/profile", "Profile", "Profile"],
  ["/profile/security", "Profile", "Profile → /profile > Security"],
  [
    "/profile/security/password",
    "Change password",
    "Profile → /profile > Security → /profile/security > Change password",
  ],
  ["/sources", "Sources", "Sources"],
  ["/sources/types/grafana", "Grafana", "Sources → /sources > Grafana"],
  ["/nowhere", "Page not found", "Page not found"],
])("%s with the title %j: %s", (path, title, trail) => {
  expect(inWords(path, title)).toBe(trail);
});

test.each([
  [[], "None yet"],
  [["healthy"], "1 webhook"],
  [["healthy", "failing", "disabled", "disabled"], "4 webhooks: 1 failing, 2 disabled"],
] as const)("channels %j are %s", (healths, words) => {
  expect(channelsInWords(healths)).toBe(words);
});

test.each([
  [0, "0 keys"],
  [1, "1 key"],
  [2_000, "2,000 keys"],
])("%i is %s", (count, words) => {
  expect(counted(count, "key")).toBe(words);
});
