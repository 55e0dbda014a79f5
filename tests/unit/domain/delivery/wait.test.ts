import { expect, test } from "vitest";
import { waitOf } from "#lib/domain/delivery/wait.ts";

const NOW = 1_000_000;
const LATER = NOW + 60_000;
const DUE = { held: null, nextAttemptAt: NOW, channelEnabled: true, channelFailing: false, heldUntil: null };

test.each([
  ["it is due", {}, { why: "due", until: null }],
  ["its own schedule", { nextAttemptAt: LATER }, { why: "retry", until: LATER }],
  ["the alert's earlier delivery", { nextAttemptAt: null }, { why: "earlier_delivery", until: null }],
  ["a hold", { heldUntil: LATER }, { why: "hold", until: LATER }],
  [
    "a hold that ends after its own time",
    { nextAttemptAt: LATER, heldUntil: LATER + 1 },
    { why: "hold", until: LATER + 1 },
  ],
  [
    "its own time, which is after the hold",
    { nextAttemptAt: LATER, heldUntil: NOW + 1 },
    { why: "retry", until: LATER },
  ],
  ["nothing any more: the hold has passed", { heldUntil: NOW }, { why: "due", until: null }],
  ["the probe of a failing channel", { channelFailing: true }, { why: "failing", until: null }],
  [
    "its own schedule, although the channel is failing",
    { channelFailing: true, nextAttemptAt: LATER },
    { why: "retry", until: LATER },
  ],
  [
    "an admin's decision after a restore, whatever else",
    { held: true, channelEnabled: false, nextAttemptAt: null },
    { why: "restored", until: null },
  ],
  [
    "a disabled channel, whatever else",
    { channelEnabled: false, nextAttemptAt: null, heldUntil: LATER },
    { why: "channel_disabled", until: null },
  ],
] as const)("a delivery waits for %s", (_, waiting, wait) => {
  expect(waitOf({ ...DUE, ...waiting }, NOW)).toEqual(wait);
});
