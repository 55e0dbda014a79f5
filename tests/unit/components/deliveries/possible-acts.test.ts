import { expect, test } from "vitest";
import { possibleActs } from "#components/deliveries/possible-acts.ts";

const delivery = { state: "failed", test: false, channelExists: true, wait: null } as const;

test("what has ended can be sent again, unless it was a Test or its channel is gone", () => {
  for (const state of ["failed", "delivered", "cancelled"] as const)
    expect(possibleActs({ ...delivery, state })).toEqual(["redeliver"]);
  expect(possibleActs({ ...delivery, test: true })).toEqual([]);
  expect(possibleActs({ ...delivery, channelExists: false })).toEqual([]);
});

test.each([
  ["retry", ["cancel", "send-now"]],
  ["hold", ["cancel", "send-now"]],
  ["failing", ["cancel", "send-now"]],
  ["due", ["cancel", "send-now"]],
  ["earlier_delivery", ["cancel"]],
  ["channel_disabled", ["cancel"]],
  ["restored", ["cancel"]],
] as const)(
  "what waits (%s) can be cancelled, and sent now if nothing else must happen first",
  (why, acts) => {
    expect(possibleActs({ ...delivery, state: "pending", wait: { why, until: null } })).toEqual(acts);
  },
);
