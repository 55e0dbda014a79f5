import { expect, test } from "vitest";
import { listedMute } from "#components/mutes/listed-mute.ts";
import type { Muted, MuteView } from "#lib/domain/mute/mute.ts";
import { someMute } from "../../../support/mutes.ts";

const view = (muted: Muted, name: string | null): MuteView => ({
  ...someMute(muted, 1_000),
  name,
  remark: null,
  createdAt: 0,
  endedBy: null,
});

const filters = {
  match: "all",
  conditions: [{ field: "category", operator: "exists", value: null }],
} as const;

test.each<[MuteView, string, string | undefined]>([
  [view({ kind: "channel", id: "chn_1" }, "Jira"), "Jira", "/settings/notification-channels/webhooks/chn_1"],
  [view({ kind: "rule", id: "rul_1" }, "Disks"), "Disks", "/rules/rul_1"],
  [view({ kind: "rule", id: "rul_1" }, null), "rul_1", undefined],
  [view({ kind: "alert", id: "disk/1" }, "Disk full"), "Disk full", "/alerts/disk%2F1"],
  [
    view({ kind: "filters", filters: { ...filters, conditions: [...filters.conditions] } }, null),
    "category exists",
    undefined,
  ],
])("%j has its name, and leads to the page of what it mutes", (mute, name, href) => {
  const row = listedMute(mute, 999);
  expect([row.name, row.href, row.live]).toEqual([name, href, true]);
  expect(listedMute(mute, 1_000).live).toBe(false);
});
