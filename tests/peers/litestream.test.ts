import { cpSync, existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { type Api, apiOf, connect } from "../support/api.ts";
import { tocsin as cli } from "../support/cli.ts";
import { seqsById } from "../support/database.ts";
import { temporaryFolder } from "../support/folder.ts";
import { type ReceivedRequest, startReceiver } from "../support/receiver.ts";
import { startTocsin } from "../support/server.ts";
import { until } from "../support/until.ts";
import { generations, recover, startLitestream } from "./litestream.ts";

/** Together more than 16 MB, at which Tocsin copies its log into the database, several times. */
const EVENTS = 20_000;
const LOAD_MS = 8_000;
/** Litestream replicates once a second. */
const MOST_LOST_MS = 5_000;
const LARGE = Array.from({ length: 20 }, (_, index) => ({
  alert_title: `Large ${index}`,
  description: "x".repeat(4_000),
}));

function eventsIn(folder: string, name = "tocsin.db"): Set<string> {
  const sqlite = new Database(join(folder, name), { readonly: true });
  const ids = new Set(seqsById(sqlite, "evt").keys());
  sqlite.close();
  return ids;
}

/** Posts until it fails, and notes when each event was acknowledged. */
async function load(api: Api, acknowledged: Map<string, number>): Promise<void> {
  for (;;) {
    const { results } = await api.post(LARGE);
    for (const { event_id } of results) acknowledged.set(event_id, performance.now());
  }
}

test("kill -9 of both and a lost disk: all but the last seconds are back, and the webhook's secret works", async () => {
  using disk = temporaryFolder();
  using away = temporaryFolder();
  await using receiver = await startReceiver();
  const replica = join(away.path, "replica");
  const tocsin = await startTocsin({ dataDir: disk.path });
  const api = connect(tocsin);
  const headers = [{ name: "X-Secret", value: "of the key file", sensitive: true }];
  await api.createChannel({ url: receiver.url, headers });
  cpSync(join(disk.path, "secret.key"), join(away.path, "secret.key"));
  await using replicator = await startLitestream(join(disk.path, "tocsin.db"), replica);
  await until("the first copy", async () => replicator.output().includes("snapshot written"));
  const acknowledged = new Map<string, number>();
  const began = performance.now();
  const loads = Promise.allSettled([load(api, acknowledged), load(api, acknowledged)]);
  const isEnough = async () => acknowledged.size >= EVENTS && performance.now() - began > LOAD_MS;
  await until("the load", isEnough, 90_000);
  const killedAt = performance.now();
  await Promise.all([replicator.end("SIGKILL"), tocsin.kill()]);
  await loads;
  expect(await generations(replica)).toBe(1);

  using fresh = temporaryFolder();
  const recoveredAt = performance.now();
  cpSync(join(away.path, "secret.key"), join(fresh.path, "secret.key"));
  await recover(replica, join(away.path, "recovered.db"));
  const restoredAt = performance.now();
  const restored = await cli(["restore", join(away.path, "recovered.db")], { dataDir: fresh.path });
  expect(restored).toMatchObject({ code: 0, stderr: "" });
  const startedAt = performance.now();
  expect((await cli(["api-key", "turn-on"], { dataDir: fresh.path })).code).toBe(0);
  await using second = await startTocsin({ dataDir: fresh.path });
  const runsAt = performance.now();

  const there = eventsIn(fresh.path);
  const lost = [...acknowledged].filter(([id]) => !there.has(id));
  const lostMs = killedAt - Math.min(killedAt, ...lost.map(([, at]) => at));
  console.log(
    `Lost: the last ${Math.round(lostMs)} ms, ${lost.length} of ${acknowledged.size} events. ` +
      `Recovered in ${Math.round(restoredAt - recoveredAt)} ms, restored in ${Math.round(startedAt - restoredAt)} ms, ` +
      `started in ${Math.round(runsAt - startedAt)} ms.`,
  );
  expect(lostMs).toBeLessThan(MOST_LOST_MS);
  const { results } = await apiOf(second.url, api.key).post({ alert_title: "After" });
  const isAfter = ({ headers: sent }: ReceivedRequest) => sent["webhook-id"] === results[0]?.event_id;
  await receiver.waitFor((all) => all.some(isAfter));
  expect(receiver.requests.find(isAfter)?.headers["x-secret"]).toBe("of the key file");

  await using again = await startLitestream(join(fresh.path, "tocsin.db"), replica);
  await until("a new generation", async () => again.output().includes("snapshot written"));
  expect(await second.stop()).toBe(0);
  await again.end("SIGTERM");
  expect(await generations(replica)).toBe(2);
  await recover(replica, join(away.path, "tocsin.db"));
  expect(eventsIn(away.path)).toEqual(eventsIn(fresh.path));
});

test("a stop beside it leaves the log and says who holds it; the next start goes on, and nothing is lost", async () => {
  using disk = temporaryFolder();
  using away = temporaryFolder();
  const replica = join(away.path, "replica");
  const tocsin = await startTocsin({ dataDir: disk.path });
  const api = connect(tocsin);
  await using replicator = await startLitestream(join(disk.path, "tocsin.db"), replica);
  await until("the first copy", async () => replicator.output().includes("snapshot written"));
  await api.post(LARGE);
  expect(await tocsin.stop()).toBe(0);
  expect(existsSync(join(disk.path, "tocsin.db-wal"))).toBe(true);
  const told = tocsin.logs().find(({ msg }) => msg?.includes("keep tocsin.db-wal beside it"));
  expect(told?.held_by).toEqual([`litestream (${replicator.pid})`]);

  const second = await startTocsin({ dataDir: disk.path });
  await apiOf(second.url, api.key).post(LARGE);
  expect(await second.stop()).toBe(0);
  await replicator.end("SIGTERM");
  expect(await generations(replica)).toBe(1);
  await recover(replica, join(away.path, "tocsin.db"));
  expect(eventsIn(away.path)).toEqual(eventsIn(disk.path));
  expect(eventsIn(away.path).size).toBe(2 * LARGE.length);
});

test("a restore over the present data is refused while Litestream runs; after it the replica goes on", async () => {
  using disk = temporaryFolder();
  using away = temporaryFolder();
  const replica = join(away.path, "replica");
  const database = join(disk.path, "tocsin.db");
  const tocsin = await startTocsin({ dataDir: disk.path });
  const { key } = connect(tocsin);
  await using replicator = await startLitestream(database, replica);
  await until("the first copy", async () => replicator.output().includes("snapshot written"));
  await apiOf(tocsin.url, key).post(LARGE);
  expect(await tocsin.stop()).toBe(0);
  const earlier = join(away.path, "earlier.db");
  await until("the replica to hold the post", async () => {
    rmSync(earlier, { force: true });
    await recover(replica, earlier);
    return eventsIn(away.path, "earlier.db").size === LARGE.length;
  });
  const refused = await cli(["restore", earlier], { dataDir: disk.path });
  expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining("another process reads it") });
  await replicator.end("SIGTERM");
  const lost = await startTocsin({ dataDir: disk.path });
  await apiOf(lost.url, key).post(LARGE);
  expect(await lost.stop()).toBe(0);

  expect(await cli(["restore", earlier], { dataDir: disk.path })).toMatchObject({ code: 0, stderr: "" });
  await using again = await startLitestream(database, replica);
  const second = await startTocsin({ dataDir: disk.path });
  await until("a new generation", async () => again.output().includes("snapshot written"));
  await apiOf(second.url, key).post({ alert_title: "Since" });
  expect(await second.stop()).toBe(0);
  await again.end("SIGTERM");
  await recover(replica, join(away.path, "tocsin.db"));
  expect(eventsIn(away.path)).toEqual(eventsIn(disk.path));
  expect(eventsIn(away.path).size).toBe(LARGE.length + 1);
});
