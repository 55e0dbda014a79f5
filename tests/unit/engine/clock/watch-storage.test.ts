import { expect, test } from "vitest";
import { watchingStorage } from "#lib/engine/clock/watch-storage.ts";
import { StorageHealth } from "#lib/engine/write/storage-health.ts";

test("while the disk can't be written, each look tries to write; once it can, nothing is written", async () => {
  let writes = 0;
  let changes = 0;
  let now = 0;
  const logged: string[] = [];
  const storage = new StorageHealth({
    changes: () => changes,
    write: async () => {
      writes++;
    },
    log: { error: () => {}, info: (message) => logged.push(message) },
    now: () => now,
  });
  const { everyMs, step } = watchingStorage({ storage });
  expect(everyMs).toBe(1_000);
  await step();
  expect(writes).toBe(0);

  storage.failed(new Error("The disk is full."), 1);
  await step();
  expect(writes).toBe(1);

  now += 20_000;
  storage.begun();
  changes++;
  storage.committed();
  await step();
  expect([writes, logged]).toEqual([1, ["the database can be written again"]]);
});
