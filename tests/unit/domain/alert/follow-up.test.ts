import { describe, expect, test } from "vitest";
import type { AlertStatus } from "#lib/domain/alert/alert.ts";
import { closes, opens, reachedAfter } from "#lib/domain/alert/follow-up.ts";

describe("an event", () => {
  test.each<[AlertStatus | null, AlertStatus, "opens" | "closes" | "neither"]>([
    [null, "Open", "opens"],
    [null, "Acknowledged", "opens"],
    [null, "Resolved", "opens"],
    ["Open", "Open", "neither"],
    ["Open", "Acknowledged", "neither"],
    ["Acknowledged", "Open", "neither"],
    ["Open", "Resolved", "closes"],
    ["Acknowledged", "Auto-Resolved", "closes"],
    ["Resolved", "Open", "opens"],
    ["Auto-Resolved", "Acknowledged", "opens"],
    ["Resolved", "Resolved", "neither"],
    ["Resolved", "Auto-Resolved", "neither"],
  ])("from %s to %s: %s", (before, status, what) => {
    expect(opens(before, status)).toBe(what === "opens");
    expect(closes(before, status)).toBe(what === "closes");
  });
});

test("what went where is what the last rule sent there, or no rule; what was skipped changes nothing", () => {
  const before = { a: "r1", b: "r1" };
  const send = (channelId: string, ruleId: string | null) =>
    ({ kind: "send", channelId, ruleId, priority: null }) as const;
  const skip = { kind: "skip", channelId: "a", reason: "no_rule_matched", message: "" } as const;
  expect(reachedAfter(before, [skip, send("b", "r2"), send("c", "r3"), send("d", null)])).toEqual({
    a: "r1",
    b: "r2",
    c: "r3",
    d: null,
  });
  expect(reachedAfter(before, [send("a", null)])).toEqual(before);
  expect(reachedAfter(before, [skip])).toBe(before);
});
