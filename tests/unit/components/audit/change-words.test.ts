import { describe, expect, test } from "vitest";
import { changeInBrief, changeLines } from "#components/audit/change-words.ts";

type Details = Record<string, unknown>;

describe("what changed, in words", () => {
  test.each<[Details, label: string, text: string]>([
    [{ enabled: false }, "Enabled", "no"],
    [{ verify_ssl: true }, "Verify SSL certificate", "yes"],
    [{ verifySsl: true }, "Verify SSL certificate", "yes"],
    [{ retry_schedule: [5, 30, 3_600] }, "Retry schedule", "5, 30, 3,600"],
    [{ maxInFlight: 16 }, "Max in flight", "16"],
    [{ channels: [] }, "Webhooks", "none"],
    [{ expression: null }, "Expression", "none"],
    [{ description: "" }, "Description", "none"],
    [{ because: "gone" }, "Because", "its receiver answered 410 Gone"],
    [{ because: "The client closed the connection." }, "Because", "The client closed the connection."],
    [{ failures: 12 }, "Failed sign-ins", "12"],
    [{ link: "invite" }, "Kind of link", "invite"],
    [{ link: "reset-password" }, "Kind of link", "password reset"],
    [{ claimed: "viewer" }, "Role by single sign-on", "viewer"],
    [{ kept: "last_active_admin" }, "Role kept", "admin, as the last active one"],
    [{ reason: "right_lost" }, "Reason", "who started it may no longer do so"],
    [{ kept: "constructor" }, "Role kept", "constructor"],
    [{ auth: { type: "basic", username: "ada" } }, "Authentication", "basic, username: ada"],
    [{ auth: { type: "none" } }, "Authentication", "none"],
    [
      {
        headers: [
          { name: "A", value: "1", sensitive: false },
          { name: "B", value: null, sensitive: true },
        ],
      },
      "Headers",
      "name: A, value: 1, sensitive: no\nname: B, value: none, sensitive: yes",
    ],
    [{ changed: [{ channel_id: "chn_1", events: ["a", "b"] }] }, "Changed", "webhook: chn_1, events: a, b"],
    [
      {
        filters: {
          match: "any",
          conditions: [
            { field: "priority", operator: "is", value: "Low" },
            { field: "category", operator: "is", value: "Disk" },
          ],
        },
      },
      "Filters",
      "priority is Low or category is Disk",
    ],
    [{ constructor: "x" }, "Constructor", "x"],
    [{ enabled: false, was: { enabled: true } }, "Enabled", "yes → no"],
    [{ expression: null, was: { expression: "true" } }, "Expression", "true → none"],
    [{ set_priority: "High", was: {} }, "Sets priority", "High"],
  ])("%j", (details, label, text) => {
    expect(changeLines(details)).toEqual([{ label, text }]);
  });

  test("a list of several things is told line by line, then what it was", () => {
    const header = (name: string) => ({ name, value: "1", sensitive: false });
    const details = { headers: [header("A"), header("B")], was: { headers: [header("A")] } };
    expect(changeLines(details)).toEqual([
      { label: "Headers", text: "name: A, value: 1, sensitive: no\nname: B, value: 1, sensitive: no" },
      { label: "Headers, before", former: true, text: "name: A, value: 1, sensitive: no" },
    ]);
    expect(changeInBrief(details, null, null)).toBe("Headers");
  });

  test("a time is left to the page, which knows the reader's zone", () => {
    const at = Date.parse("2026-11-29T14:05:06.789Z");
    expect(changeLines({ until: "2026-11-29T14:05:06.789Z" })).toEqual([{ label: "Until", at }]);
  });

  test("what is nested deeper is laid out as JSON", () => {
    expect(changeLines({ filter: { a: { b: 1 } } })).toEqual([{ label: "Filter", json: '{"a":{"b":1}}' }]);
  });

  test.each([null, {}])("nothing of %j", (details) => {
    expect(changeLines(details)).toEqual([]);
  });
});

describe("what changed, in one line", () => {
  test.each<[Details | null, string]>([
    [null, ""],
    [{ from: "Open", to: "Resolved" }, "Open → Resolved"],
    [{ enabled: false, because: "rule_deleted" }, "Enabled: no · Because: its rule was deleted"],
    [{ name: "Jira", url: `https://${"x".repeat(80)}`, secretsEntered: [] }, "URL"],
    [{ a: 1, b: 2, c: 3, d: 4, e: 5, f: 6 }, "A: 1 · B: 2 · C: 3 · D: 4 · E: 5 …"],
  ])("%j", (details, brief) => {
    expect(changeInBrief(details, "Jira", null)).toBe(brief);
  });

  test.each([
    [null, "29 Nov 2026, 23:05:06 UTC"],
    ["Europe/Berlin", "30 Nov 2026, 00:05:06 GMT+1"],
  ])("a time in the zone %s", (zone, text) => {
    expect(changeInBrief({ expires_at: "2026-11-29T23:05:06Z" }, null, zone)).toBe(`Expires at: ${text}`);
  });
});
