import { expect, test } from "vitest";
import type { AlertStatus } from "#lib/domain/alert/alert.ts";
import type { SenderFacts } from "#lib/domain/alert/post.ts";
import { endOf } from "#lib/engine/intake/end-of.ts";

const MINUTE = 60_000;
const NOW = 1_800_000_000_000;

const facts = (given: Partial<SenderFacts>): SenderFacts => ({
  repeats: "drop",
  endsAt: null,
  test: false,
  ...given,
});

test.each<[string, SenderFacts | undefined, AlertStatus, number | null]>([
  ["Tocsin's own format", undefined, "Open", null],
  ["a sender that tells no end", facts({}), "Open", null],
  ["an end within 5 minutes", facts({ endsAt: NOW + 4 * MINUTE }), "Open", NOW + 5 * MINUTE],
  ["an end that is over by a wrong clock", facts({ endsAt: NOW - 90 * MINUTE }), "Open", NOW + 5 * MINUTE],
  ["an end in 10 minutes", facts({ endsAt: NOW + 10 * MINUTE }), "Open", NOW + 10 * MINUTE],
  ["an end in 26 hours", facts({ endsAt: NOW + 26 * 60 * MINUTE }), "Open", NOW + 24 * 60 * MINUTE],
  ["an acknowledged alert", facts({ endsAt: NOW + 10 * MINUTE }), "Acknowledged", NOW + 10 * MINUTE],
  ["a resolved alert", facts({ endsAt: NOW + 10 * MINUTE }), "Resolved", null],
  ["a test message", facts({ test: true }), "Open", NOW + 10 * MINUTE],
  ["a test message that tells an end", facts({ test: true, endsAt: NOW }), "Open", NOW + 10 * MINUTE],
  ["a resolved test message", facts({ test: true }), "Resolved", null],
])("%s", (_, sender, status, end) => {
  expect(endOf(sender, status, NOW)).toBe(end);
});
