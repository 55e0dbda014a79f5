import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Connection, openWriter } from "#db/client.ts";
import { migrate } from "#db/migrate.ts";
import { listDeliveries } from "#db/queries/deliveries.ts";
import { setInstallationFact } from "#db/queries/installation.ts";
import { forgetFailedBackup, setFailedBackup, setLastBackup } from "#db/queries/last-backup.ts";
import { insertRule } from "#db/queries/rules.ts";
import { noteSize } from "#db/queries/sizes.ts";
import { ChangeFeed } from "#lib/engine/change-feed.ts";
import { IDS_MAX } from "#lib/engine/gathered-changes.ts";
import { type Folder, temporaryFolder } from "../../support/folder.ts";
import { someRule } from "../../support/rules.ts";
import { QueueDatabase } from "./delivery/queue-database.ts";

let folder: Folder;
let connection: Connection;
let feed: ChangeFeed;
let told: unknown[];

beforeEach(() => {
  folder = temporaryFolder();
  connection = openWriter(join(folder.path, "tocsin.db"));
  migrate(connection);
  feed = new ChangeFeed(connection);
  told = [];
  vi.useFakeTimers();
});

afterEach(() => {
  feed.end();
  vi.useRealTimers();
  connection.sqlite.close();
  folder[Symbol.dispose]();
});

const listen = () => feed.begin((changes) => told.push(changes));

const addRule = (id: string) =>
  insertRule(connection.db, { ...someRule({ id, name: id }), version: 1, createdAt: 0, updatedAt: 0 });

const temporaryTriggers = () =>
  connection.sqlite.prepare("SELECT count(*) FROM temp.sqlite_schema").pluck().get();

test("first says that it has begun, then tells what was written in half a second at once", () => {
  addRule("rul_before");
  listen();
  expect(told).toEqual([[]]);
  addRule("rul_1");
  vi.advanceTimersByTime(300);
  addRule("rul_2");
  vi.advanceTimersByTime(199);
  expect(told).toEqual([[]]);
  vi.advanceTimersByTime(1);
  expect(told).toEqual([[], [{ kind: "rule", ids: ["rul_1", "rul_2"] }]]);
});

test("names deliveries by their ids, and alerts by theirs, whatever they hold", async () => {
  using queue = new QueueDatabase(["a"]);
  const following = new ChangeFeed(queue.connection);
  following.begin((changes) => told.push(...changes));
  queue.publish("disk/1", Date.now());
  vi.advanceTimersByTime(500);
  following.end();
  const [delivery] = (await listDeliveries(queue.connection.db, {})).data;
  expect(told).toContainEqual({ kind: "alert", ids: ["disk/1"] });
  expect(told).toContainEqual({ kind: "delivery", ids: [delivery?.id] });
});

test("tells the System page of backups and sizes, and not of the installation's other facts", () => {
  listen();
  setInstallationFact(connection.db, "health", "1");
  vi.advanceTimersByTime(500);
  expect(told).toEqual([[]]);
  const tellings = [
    () => setLastBackup(connection.db, { file: "/b/one.db", at: 1, bytes: 1 }),
    () => setFailedBackup(connection.db, { at: 1, why: "There is no room." }),
    () => forgetFailedBackup(connection.db),
    () => noteSize(connection.db, { day: 1, databaseBytes: 1, freeBytes: 1 }),
  ];
  for (const [index, write] of tellings.entries()) {
    write();
    vi.advanceTimersByTime(500);
    expect(told[index + 1]).toEqual([{ kind: "system", ids: null }]);
  }
});

test("tells nothing while nothing is written", () => {
  listen();
  vi.advanceTimersByTime(60_000);
  expect(told).toEqual([[]]);
});

test("after another process has written, anything may have changed", () => {
  listen();
  feed.anything();
  vi.advanceTimersByTime(500);
  expect(told[1]).toEqual([{ kind: "anything", ids: null }]);
});

test("costs nothing while nobody listens: there are no triggers then", () => {
  feed.anything();
  expect(temporaryTriggers()).toBe(0);
  listen();
  expect(temporaryTriggers()).toBeGreaterThan(0);
  addRule("rul_1");
  feed.end();
  expect(temporaryTriggers()).toBe(0);
  vi.advanceTimersByTime(60_000);
  expect(told).toEqual([[]]);
});

test("begins again after an end, with statements that were prepared before", () => {
  listen();
  addRule("rul_1");
  feed.end();
  addRule("rul_2");
  listen();
  addRule("rul_3");
  vi.advanceTimersByTime(500);
  expect(told).toEqual([[], [], [{ kind: "rule", ids: ["rul_3"] }]]);
});

test("under load a kind is noted no longer once all of it is told, until the next telling", async () => {
  listen();
  const all = temporaryTriggers();
  for (let number = 0; number <= IDS_MAX; number++) addRule(`rul_${number}`);
  await vi.advanceTimersByTimeAsync(0);
  expect(temporaryTriggers()).toBeLessThan(Number(all));
  addRule("rul_unnoted");
  vi.advanceTimersByTime(500);
  expect(told[1]).toEqual([{ kind: "rule", ids: null }]);
  expect(temporaryTriggers()).toBe(all);
  addRule("rul_later");
  vi.advanceTimersByTime(500);
  expect(told[2]).toEqual([{ kind: "rule", ids: ["rul_later"] }]);
});
