import { afterEach, beforeEach, expect, test } from "vitest";
import { insertAccountLink } from "#db/queries/account-links.ts";
import { insertApiKey, markApiKeyRevoked } from "#db/queries/api-keys.ts";
import { caughtBodiesOf, putCaughtBody } from "#db/queries/caught-bodies.ts";
import { rememberPost } from "#db/queries/idempotent-posts.ts";
import { insertMute } from "#db/queries/mutes.ts";
import { storeRollups } from "#db/queries/rollups.ts";
import { putSnsSubscription } from "#db/queries/sns.ts";
import { storeTallies } from "#db/queries/tallies.ts";
import { insertUser } from "#db/queries/users.ts";
import { senders, sources } from "#db/schema/index.ts";
import { USUAL_SETTINGS } from "#lib/domain/source/settings.ts";
import { sweeping } from "#lib/engine/clock/sweep.ts";
import { someMute } from "../../../support/mutes.ts";
import { QueueDatabase } from "../delivery/queue-database.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NOW = Date.parse("2026-11-25T12:30:00Z");

let queue: QueueDatabase;
beforeEach(() => {
  queue = new QueueDatabase(["a"]);
});
afterEach(() => queue[Symbol.dispose]());

const chore = () => sweeping({ transact: async (work) => queue.transact(NOW, work) });

const hours = () =>
  queue.connection.sqlite.prepare("SELECT hour FROM tallies ORDER BY hour").pluck().all() as number[];

const keys = () => queue.connection.sqlite.prepare("SELECT count(*) FROM idempotency_keys").pluck().get();

test("once a minute what was counted more than two days ago is forgotten", async () => {
  for (const age of [0, 24, 47, 48, 72])
    storeTallies(queue.connection.db, [{ name: "rule_matched", key: "rul_1" }], NOW - age * HOUR);
  const thisHour = Math.floor(NOW / HOUR);
  const { everyMs, step } = chore();
  expect(everyMs).toBe(60_000);
  expect(await step()).toBe(false);
  expect(hours()).toEqual([thisHour - 47, thisHour - 24, thisHour]);
});

test("what became of deliveries is forgotten after eight days", async () => {
  for (const days of [0, 7, 8, 9])
    storeRollups(queue.connection.db, [{ channelId: "a", what: "failed" }], NOW - days * DAY - HOUR);
  await chore().step();
  const minutes = queue.connection.sqlite.prepare("SELECT count(*) FROM rollups WHERE span = 60000");
  expect(minutes.pluck().get()).toBe(2);
});

test("bodies that sources received go after seven days", async () => {
  const body = { sourceId: "src_1", apiKeyId: "key_1", sealed: Buffer.alloc(0) };
  const became = { status: 202, message: null, alertIds: [] };
  for (const age of [0, 7 * DAY, 7 * DAY + 1])
    putCaughtBody(queue.connection.db, { ...body, receivedAt: NOW - age, became });
  await chore().step();
  const kept = caughtBodiesOf(queue.connection.db, "src_1").map(({ receivedAt }) => NOW - receivedAt);
  expect(kept).toEqual([7 * DAY, 0]);
});

test("senders without a key or source are forgotten 30 days after their last post", async () => {
  const { db, sqlite } = queue.connection;
  const key = { name: "K", hint: "tocsin_x", scopes: ["ingest" as const], createdAt: 0 };
  for (const id of ["live", "revoked"]) insertApiKey(db, { ...key, id, hash: Buffer.from(id) });
  markApiKeyRevoked(db, "revoked", NOW);
  const source = { type: "json" as const, settings: USUAL_SETTINGS, version: 1, createdAt: 0, updatedAt: 0 };
  db.insert(sources)
    .values({ ...source, id: "src_1", name: "One", nameKey: "one" })
    .run();
  for (const [name, apiKeyId] of [
    ["grafana", ""],
    ["grafana", "live"],
    ["grafana", "revoked"],
    ["grafana", "unknown"],
    ["src_1", "live"],
    ["src_2", "live"],
    ["src_2", ""],
  ] as const) {
    db.insert(senders)
      .values({ source: name, apiKeyId, lastReceivedAt: NOW - 31 * DAY })
      .run();
    db.insert(senders)
      .values({ source: `${name}-2`, apiKeyId, lastReceivedAt: 1, lastRefusedAt: NOW - 30 * DAY })
      .run();
  }
  await chore().step();
  const kept = sqlite
    .prepare(
      "SELECT source || ' ' || api_key_id FROM senders WHERE source NOT LIKE '%-2' ORDER BY source, api_key_id",
    )
    .pluck()
    .all();
  expect(kept).toEqual(["grafana ", "grafana live", "src_1 live"]);
  expect(sqlite.prepare("SELECT count(*) FROM senders WHERE source LIKE '%-2'").pluck().get()).toBe(7);
});

test("a topic that has waited for three days is forgotten, a confirmed one stays", async () => {
  const { db, sqlite } = queue.connection;
  const put = (id: string, age: number, sealedUrl: Buffer | null) =>
    putSnsSubscription(db, { id, topicArn: id, apiKeyId: "key_1", sealedUrl, requestedAt: NOW - age });
  put("waits", 3 * DAY, Buffer.alloc(0));
  put("waited", 3 * DAY + 1, Buffer.alloc(0));
  put("confirmed", 30 * DAY, null);
  await chore().step();
  expect(sqlite.prepare("SELECT id FROM sns_subscriptions ORDER BY id").pluck().all()).toEqual([
    "confirmed",
    "waits",
  ]);
});

test("idempotency keys go after a day, 500 a step", async () => {
  const remember = (key: string, createdAt: number) =>
    rememberPost(queue.connection.db, {
      apiKeyId: "key_1",
      key,
      createdAt,
      contentHash: Buffer.from(key),
      eventId: "evt_1",
      alertId: "x",
    });
  for (let n = 0; n < 700; n++) remember(`old ${n}`, NOW - DAY);
  remember("new", NOW - DAY + 1);
  const { step } = chore();
  expect(await step()).toBe(true);
  expect(keys()).toBe(201);
  expect(await step()).toBe(false);
  expect(keys()).toBe(1);
});

test("a mute that ended more than 30 days ago is forgotten", async () => {
  const store = (id: string, until: number) =>
    insertMute(queue.connection.db, someMute({ kind: "alert", id }, until), { remark: null, now: NOW });
  store("live", NOW + 1);
  store("ended", NOW - 30 * DAY);
  store("long ended", NOW - 30 * DAY - 1);
  await chore().step();
  const left = queue.connection.sqlite.prepare("SELECT alert_id FROM mutes ORDER BY until").pluck().all();
  expect(left).toEqual(["ended", "live"]);
});

test("a link that expired more than 30 days ago is forgotten", async () => {
  const { db, sqlite } = queue.connection;
  insertUser(db, { id: "usr_1", email: "bob@example.com", name: "Bob", role: "viewer", createdAt: 0 });
  for (const [name, expiresAt] of [
    ["fresh", NOW + 1],
    ["expired", NOW - 30 * DAY + 1],
    ["long expired", NOW - 30 * DAY],
  ] as const) {
    const kind = "invite";
    insertAccountLink(db, { hash: Buffer.from(name), userId: "usr_1", kind, createdAt: 0, expiresAt });
  }
  await chore().step();
  const left = sqlite
    .prepare("SELECT CAST(hash AS TEXT) FROM account_links ORDER BY expires_at")
    .pluck()
    .all();
  expect(left).toEqual(["expired", "fresh"]);
});
