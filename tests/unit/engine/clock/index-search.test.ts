import { expect, test } from "vitest";
import { searchIsBehind } from "#db/queries/alert-search.ts";
import { indexing, restAfter } from "#lib/engine/clock/index-search.ts";
import { QueueDatabase } from "../delivery/queue-database.ts";

test.each([
  [10, { idle: true, keepsUp: true }, 20],
  [10, { idle: false, keepsUp: true }, 75],
  [10, { idle: false, keepsUp: false }, 90],
  [100, { idle: true, keepsUp: true }, 75],
  [100, { idle: true, keepsUp: false }, 200],
])("after a step of %d ms with %j it rests %d ms", (tookMs, load, rest) => {
  expect(restAfter({ tookMs, ...load })).toBe(rest);
});

test("a step takes 200 alerts into the index; it is due until the index holds them all", async () => {
  using queue = new QueueDatabase(["a"]);
  const { db } = queue.connection;
  const { everyMs, isDue, step } = indexing({ db, transact: async (work) => queue.transact(1, work) });
  expect(everyMs).toBe(250);
  expect(isDue?.()).toBe(false);
  for (let index = 0; index < 250; index++) queue.publish(`alert ${index}`, 1);
  expect(isDue?.()).toBe(true);
  expect([await step(), await step()]).toEqual([true, false]);
  expect(searchIsBehind(db)).toBe(false);
});
