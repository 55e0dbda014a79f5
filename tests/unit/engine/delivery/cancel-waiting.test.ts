import { expect, test } from "vitest";
import { rollupsByChannel } from "#db/queries/rollups.ts";
import { windowParts } from "#lib/domain/overview/window.ts";
import { cancelWaiting } from "#lib/engine/delivery/cancel-waiting.ts";
import { QueueDatabase } from "./queue-database.ts";

const NOW = Date.parse("2026-11-29T12:37:20Z");

test("what waits for a channel is cancelled in steps, and counted for the overview", async () => {
  using queue = new QueueDatabase(["a", "b"]);
  for (let index = 0; index < 501; index++) queue.publish(`alert-${index}`, NOW);
  let steps = 0;
  const transact: Parameters<typeof cancelWaiting>[0]["transact"] = async (work) => {
    steps++;
    return queue.transact(NOW, work);
  };
  expect(await cancelWaiting({ transact }, "a", "discarded")).toBe(501);
  expect(steps).toBe(2);
  expect(queue.count("deliveries", "channel_id = 'b' AND state = 'pending'")).toBe(501);
  const counts = rollupsByChannel(queue.connection.db, windowParts("1h", NOW));
  expect([...counts].map(([id, { cancelled }]) => [id, cancelled])).toEqual([["a", 501]]);
});
