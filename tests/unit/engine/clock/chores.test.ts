import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { searchIsBehind } from "#db/queries/alert-search.ts";
import type { ChoreContext } from "#lib/engine/clock/chore.ts";
import { makeChores } from "#lib/engine/clock/chores.ts";
import { QueueDatabase } from "../delivery/queue-database.ts";

let queue: QueueDatabase;
beforeEach(() => {
  vi.useFakeTimers();
  queue = new QueueDatabase(["a"]);
});
afterEach(() => {
  queue[Symbol.dispose]();
  vi.useRealTimers();
});

const context = (logged: string[] = []): ChoreContext => ({
  db: queue.connection.db,
  now: Date.now,
  transact: async (work) => queue.transact(Date.now(), work),
  routingChanged: () => {},
  channelChanged: () => {},
  routing: () => ({ rules: [], channels: [], accessRequests: new Map(), mutes: [] }),
  deliveryQueued: () => {},
  deliveriesWaiting: () => {},
  deliveryWithdrawn: () => {},
  isInFlight: () => false,
  makeBackup: async () => null,
  backupEveryMs: null,
  retentionDays: 30,
  auditRetentionDays: 365,
  writer: { write: async (_what, work) => queue.transact(Date.now(), work) },
  storage: { watch: async () => {} },
  freeSpace: () => ({ free: 1, total: 1 }),
  databaseBytes: () => 1,
  resetLanes: () => {},
  log: {
    info: () => {},
    warn: () => {},
    error: (_fields: unknown, message?: string) => void logged.push(message ?? ""),
  },
});

test("every chore of the folder stands in the list", () => {
  const folder = fileURLToPath(new URL("../../../../lib/engine/clock/", import.meta.url));
  const chores = readdirSync(folder).filter(
    (file) => file.endsWith(".ts") && /\): ChoreParts (=>|\{)/.test(readFileSync(folder + file, "utf8")),
  );
  const list = readFileSync(`${folder}chores.ts`, "utf8");
  expect(chores.filter((file) => !list.includes(`"./${file}"`))).toEqual([]);
  expect(makeChores(context())).toHaveLength(chores.length);
});

test("one that fails says so, and stops no other", async () => {
  queue.publish("x", Date.now());
  queue.connection.sqlite.exec("DROP TABLE jobs");
  const logged: string[] = [];
  const chores = makeChores(context(logged));
  for (const chore of chores) chore.start();
  await vi.advanceTimersByTimeAsync(2_000);
  for (const chore of chores) chore.stop();
  expect(logged).toEqual(["running jobs failed: it is tried again"]);
  expect(searchIsBehind(queue.connection.db)).toBe(false);
});

test("once stopped, none does anything more", async () => {
  const chores = makeChores(context());
  for (const chore of chores) chore.start();
  for (const chore of chores) chore.stop();
  queue.publish("x", Date.now());
  await vi.advanceTimersByTimeAsync(120_000);
  expect(searchIsBehind(queue.connection.db)).toBe(true);
});
