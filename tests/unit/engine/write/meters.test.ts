import { expect, test } from "vitest";
import { Meters } from "#lib/engine/write/meters.ts";

test("deliveries and attempts count for their channel", () => {
  const meters = new Meters();
  meters.attempted("a", { outcome: "timeout", durationMs: 15_000 });
  meters.attempted("a", { outcome: "delivered", durationMs: 20 });
  meters.committed(2, 3, [
    { channelId: "a", what: "failedAttempt" },
    { channelId: "a", what: "delivered", latencyMs: 1_500 },
    { channelId: "b", what: "cancelled", times: 500 },
  ]);
  const { channels, attemptDuration, deliveryLatency, commit, commitBatch } = meters.read(["a", "b"]);
  expect(channels.get("a")).toEqual({
    ended: { delivered: 1, failed: 0, cancelled: 0 },
    attempts: { timeout: 1, delivered: 1 },
  });
  expect(channels.get("b")?.ended.cancelled).toBe(500);
  expect([attemptDuration, deliveryLatency, commit, commitBatch].map(({ sum }) => sum)).toEqual([
    15.02, 1.5, 0.002, 3,
  ]);
});

test("a channel that is no longer live is forgotten", () => {
  const meters = new Meters();
  const happened = ["deleted", "live"].map((channelId) => ({ channelId, what: "failed" as const }));
  meters.committed(1, 1, happened);
  expect([...meters.read(["live"]).channels.keys()]).toEqual(["live"]);
});
