import { expect, test } from "vitest";
import { Meters } from "#lib/engine/write/meters.ts";

test("deliveries and attempts count for their channel", () => {
  const meters = new Meters();
  meters.attempted("a", "timeout", 15_000);
  meters.attempted("a", "delivered", 20);
  meters.ended("a", "delivered");
  meters.ended("b", "cancelled", 500);
  const { channels, attemptDuration } = meters.read(["a", "b"]);
  expect(channels.get("a")).toEqual({
    ended: { delivered: 1, failed: 0, cancelled: 0 },
    attempts: { timeout: 1, delivered: 1 },
  });
  expect(channels.get("b")?.ended.cancelled).toBe(500);
  expect(attemptDuration.sum).toBe(15.02);
});

test("a channel that is no longer live is forgotten", () => {
  const meters = new Meters();
  meters.ended("deleted", "cancelled", 2);
  meters.ended("live", "failed");
  expect([...meters.read(["live"]).channels.keys()]).toEqual(["live"]);
});
