import { expect, test } from "vitest";
import { senderState } from "#lib/domain/source/sender-view.ts";

const DAY = 24 * 3_600_000;

test.each([
  [null, null, 9, "waiting"],
  [1, null, 2, "sending"],
  [1, 2, 3, "refused"],
  [null, 2, 3, "refused"],
  [2, 1, 3, "sending"],
  [2, 2, 3, "sending"],
  [1, null, DAY, "sending"],
  [1, null, DAY + 1, "quiet"],
  [null, 1, DAY + 1, "quiet"],
] as const)("received at %j, refused at %j, now %i: %s", (lastReceivedAt, lastRefusedAt, now, state) => {
  expect(senderState({ lastReceivedAt, lastRefusedAt }, now)).toBe(state);
});
