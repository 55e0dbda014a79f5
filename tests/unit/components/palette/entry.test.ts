import { describe, expect, test } from "vitest";
import { consolePages } from "#components/console/pages.ts";
import { type Choices, groupsOf } from "#components/palette/entry.ts";
import { statusInWords } from "#components/palette/status-words.ts";
import { placeAfter } from "#components/palette/use-active.ts";

const choices: Choices = {
  pages: consolePages("admin"),
  recent: [
    { href: "/rules/rul_1", title: "All alerts" },
    { href: "/settings/api-keys", title: "API Keys" },
  ],
  found: [
    { kind: "rule", id: "rul_1", title: "All alerts", note: "" },
    { kind: "alert", id: "disk/1", title: "Alerting disk", note: "High, Open" },
  ],
};

/** "Group: title (note)", one per entry. */
const inWords = (typed: string, change: Partial<Choices> = {}): string[] =>
  groupsOf(typed, { ...choices, ...change }).flatMap(({ label, entries }) =>
    entries.map(({ title, note, href }) => `${label}: ${title} (${note}) ${href}`),
  );

describe("the palette shows", () => {
  test("before anything is typed, recent pages with their sections, then the pages of the console", () => {
    expect(inWords("", { found: [] })).toEqual([
      "Recent: All alerts (Rules) /rules/rul_1",
      "Recent: API Keys (Settings) /settings/api-keys",
      "Pages: Overview () /",
      "Pages: Alerts () /alerts",
      "Pages: Rules () /rules",
      "Pages: Mutes () /mutes",
      "Pages: Deliveries () /deliveries",
      "Pages: Access Requests (Security Management) /security-management/access-requests",
      "Pages: Sources () /sources",
      "Pages: Settings () /settings",
      "Pages: Notification Channels (Settings) /settings/notification-channels",
      "Pages: Webhooks (Settings, Notification Channels) /settings/notification-channels/webhooks",
      "Pages: Users (Settings) /settings/users",
      "Pages: Audit Log (Settings) /settings/audit-log",
      "Pages: System (Settings) /settings/system",
      "Pages: Profile () /profile",
    ]);
  });

  test("the matches for the typed text, each address once, in its first group", () => {
    expect(inWords("alert")).toEqual([
      "Recent: All alerts (Rules) /rules/rul_1",
      "Pages: Alerts () /alerts",
      "Alerts: Alerting disk (High, Open) /alerts/disk%2F1",
    ]);
  });

  test("at most 8 recent pages", () => {
    const recent = Array.from({ length: 20 }, (_, n) => ({ href: `/rules/rul_${n}`, title: `Rule ${n}` }));
    expect(inWords("rule", { recent, found: [], pages: [] })).toHaveLength(8);
  });

  test("nothing if nothing matches", () => {
    expect(groupsOf("zebra", { ...choices, found: [] })).toEqual([]);
  });
});

test.each([
  ["ArrowDown", 0, 3, 1],
  ["ArrowDown", 2, 3, 0],
  ["ArrowUp", 0, 3, 2],
  ["ArrowUp", 2, 3, 1],
  ["Home", 2, 3, 0],
  ["End", 0, 3, 2],
  ["End", 0, 0, -1],
  ["a", 1, 3, -1],
])("%s at %i of %i moves to %i", (key, place, count, next) => {
  expect(placeAfter(key, place, count)).toBe(next);
});

test.each([
  ["idle", "", 7, "7 results", false],
  ["found", "ji", 1, "1 result", false],
  ["searching", "ji", 0, "Searching…", true],
  ["found", " zebra ", 0, "Nothing found for “zebra”.", true],
  ["away", "ji", 3, "Can't reach Tocsin, trying again…", true],
  ["signed-out", "ji", 0, "You are signed out: reload the page to sign in again.", true],
] as const)("%s, %j typed, %i shown: %j", (state, typed, count, words, shown) => {
  expect(statusInWords(state, typed, count)).toEqual({ words, shown });
});
