import { describe, expect, test } from "vitest";
import { type Rank, ranked, rankOf } from "#lib/domain/search/rank.ts";

describe("how well what was typed fits", () => {
  test.each<[string, string, string, Rank]>([
    ["Jira", "Jira", "", 0],
    ["  jira ", "Jira", "", 0],
    ["ji", "Jira", "", 1],
    ["key api", "API Keys", "", 2],
    ["keys sett", "API Keys", "Settings", 2],
    ["ira", "Jira", "", 3],
    ["jira prod", "Jira", "", null],
    ["zürich", "Alarm Zurich", "", 2],
    ["zurich", "Alarm Zürich", "", 2],
    ["dlv_019", "Disk full", "Jira, failed, dlv_0190", 3],
    ["%", "Jira", "", null],
  ])("%j at %j with %j is %j", (typed, title, more, rank) => {
    expect(rankOf(typed, title, more)).toBe(rank);
  });

  test("the best come first, equals as they stood", () => {
    const titles = ["My Jira", "Old Jira", "Jira", "Jira of Ops", "Ajiram", "Slack"];
    expect(ranked("jira", titles, (title) => [title])).toEqual([
      "Jira",
      "Jira of Ops",
      "My Jira",
      "Old Jira",
      "Ajiram",
    ]);
  });
});
