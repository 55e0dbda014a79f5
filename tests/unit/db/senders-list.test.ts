import { afterEach, beforeEach, expect, test } from "vitest";
import { insertApiKey } from "#db/queries/api-keys.ts";
import { listSenders, sendersOf, sourceHours } from "#db/queries/senders-list.ts";
import { countWaitingTopics, listSubscriptions } from "#db/queries/subscriptions-list.ts";
import { senderHours, senders, snsSubscriptions, sources } from "#db/schema/index.ts";
import { hourOf } from "#lib/domain/source/sender-view.ts";
import { USUAL_SETTINGS } from "#lib/domain/source/settings.ts";
import { QueueDatabase } from "../engine/delivery/queue-database.ts";

const NOW = 1_700_000_000_000;
const HOUR = hourOf(NOW);

let queue: QueueDatabase;
beforeEach(() => {
  queue = new QueueDatabase(["a"]);
  insertApiKey(queue.connection.db, {
    id: "key_1",
    name: "Grafana (prod)",
    hint: "tocsin_x",
    hash: Buffer.from("1"),
    scopes: ["ingest"],
    createdAt: 0,
  });
});
afterEach(() => queue[Symbol.dispose]());

function sender(source: string, apiKeyId: string, facts: Partial<typeof senders.$inferInsert> = {}): void {
  queue.connection.db
    .insert(senders)
    .values({ source, apiKeyId, ...facts })
    .run();
}

function hour(source: string, apiKeyId: string, back: number, alerts: number, refused = 0): void {
  const row = { source, apiKeyId, hour: HOUR - back, posts: alerts + refused, alerts, refused };
  queue.connection.db.insert(senderHours).values(row).run();
}

function ownSource(id: string, name: string): void {
  const row = { id, type: "json" as const, name, nameKey: name, settings: USUAL_SETTINGS, version: 1 };
  queue.connection.db
    .insert(sources)
    .values({ ...row, createdAt: 1, updatedAt: 1 })
    .run();
}

const all = () => listSenders(queue.connection.db, NOW);

test("senders are listed with their key, last alert and counts, the newest post first", async () => {
  queue.publish("disk", NOW - 5_000);
  sender("grafana", "key_1", { lastReceivedAt: NOW - 5_000, lastAlertId: "disk" });
  sender("grafana", "", { lastRefusedAt: NOW - 1_000, lastRefusal: { status: 401, message: "No key." } });
  sender("sentry", "key_gone", { lastReceivedAt: NOW - 9_000, lastAlertId: "gone" });
  for (const [back, alerts] of [
    [0, 3],
    [1, 5],
    [23, 7],
    [24, 100],
  ] as const)
    hour("grafana", "key_1", back, alerts, back);
  expect(await all()).toEqual([
    expect.objectContaining({
      source: "grafana",
      apiKeyId: "",
      keyName: null,
      lastRefusal: { status: 401, message: "No key." },
      alertsLastDay: 0,
    }),
    {
      source: "grafana",
      ownName: null,
      apiKeyId: "key_1",
      keyName: "Grafana (prod)",
      lastReceivedAt: NOW - 5_000,
      lastAlert: { id: "disk", title: expect.any(String) },
      lastRefusedAt: null,
      lastRefusal: null,
      alertsThisHour: 3,
      alertsLastDay: 15,
      refusedLastDay: 24,
    },
    expect.objectContaining({ source: "sentry", keyName: null, lastAlert: null, alertsThisHour: 0 }),
  ]);
});

test("a source of one's own has its name, and is listed last until somebody posts to it", async () => {
  ownSource("src_1", "Our CI");
  ownSource("src_2", "Fridge");
  sender("src_1", "key_1", { lastReceivedAt: NOW });
  sender("src_deleted", "key_1", { lastReceivedAt: 1 });
  const names = (await all()).map(({ source, ownName, apiKeyId }) => [source, ownName, apiKeyId]);
  expect(names).toEqual([
    ["src_1", "Our CI", "key_1"],
    ["src_deleted", null, "key_1"],
    ["src_2", "Fridge", ""],
  ]);
});

test("the 500 with the newest posts are listed", async () => {
  for (let n = 0; n < 501; n++) sender("grafana", `key_${n}`, { lastReceivedAt: NOW + n });
  const keys = (await all()).map(({ apiKeyId }) => apiKeyId);
  expect([keys.length, keys[0], keys.at(-1)]).toEqual([500, "key_500", "key_1"]);
});

test("the saved settings of a sender's type are no source of one's own", async () => {
  const row = { id: "grafana", type: "grafana" as const, name: "grafana", nameKey: "grafana" };
  queue.connection.db
    .insert(sources)
    .values({ ...row, settings: USUAL_SETTINGS, version: 1, createdAt: 1, updatedAt: 1 })
    .run();
  expect(await all()).toEqual([]);
  sender("grafana", "key_1", { lastReceivedAt: NOW });
  expect(await all()).toMatchObject([{ source: "grafana", ownName: null }]);
});

test("the senders of one source, and its hours over all keys", async () => {
  sender("grafana", "key_1", { lastReceivedAt: NOW });
  sender("sentry", "key_1", { lastReceivedAt: NOW });
  hour("grafana", "key_1", 2, 3, 1);
  hour("grafana", "key_2", 2, 4);
  hour("grafana", "key_1", 24, 9);
  hour("sentry", "key_1", 2, 9);
  expect(await sendersOf(queue.connection.db, "grafana", NOW)).toHaveLength(1);
  expect(await sourceHours(queue.connection.db, "grafana", NOW)).toEqual([
    { hour: HOUR - 2, alerts: 7, refused: 1 },
  ]);
});

test("topics that wait come before those confirmed", async () => {
  const insert = (id: string, facts: Partial<typeof snsSubscriptions.$inferInsert>) =>
    queue.connection.db
      .insert(snsSubscriptions)
      .values({ id, topicArn: `arn:${id}`, apiKeyId: "key_1", requestedAt: 1, ...facts })
      .run();
  insert("1", { confirmedAt: 2, requestedAt: 9, lastAnswer: "200" });
  insert("2", { sealedUrl: Buffer.from("x"), lastAnswer: "403" });
  insert("3", { sealedUrl: Buffer.from("x"), requestedAt: 5, apiKeyId: "gone" });
  expect(await listSubscriptions(queue.connection.db)).toEqual([
    {
      id: "3",
      topicArn: "arn:3",
      keyName: null,
      requestedAt: 5,
      confirmedAt: null,
      waits: true,
      lastAnswer: null,
    },
    expect.objectContaining({ id: "2", keyName: "Grafana (prod)", waits: true, lastAnswer: "403" }),
    expect.objectContaining({ id: "1", waits: false, confirmedAt: 2 }),
  ]);
  expect(countWaitingTopics(queue.connection.db)).toBe(2);
});
