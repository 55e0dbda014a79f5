import * as fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { insertApiKey } from "#db/queries/api-keys.ts";
import { addJobChannel, countSent } from "#db/queries/job-channels.ts";
import { findJob, jobRow } from "#db/queries/jobs.ts";
import type { JobView, RedeliverWork } from "#lib/domain/job/job.ts";
import type { Actor } from "#lib/domain/people/actor.ts";
import { runJobs } from "#lib/engine/clock/run-jobs.ts";
import { startJob } from "#lib/engine/verbs/jobs/start.ts";
import type { Tx } from "#lib/engine/write/context.ts";
import { expire } from "#lib/engine/write/expire.ts";
import { someRule } from "../../../support/rules.ts";
import { anEvent, publishNext } from "../../../support/stored-alerts.ts";
import { QueueDatabase } from "../delivery/queue-database.ts";

const KEY: Actor = { kind: "api_key", id: "key_1", name: "Night shift", scopes: ["operate"] };
const CHANNELS = ["a", "b"];
/** Four for each of the eight slots that jobs may use of sixteen. */
const QUEUED = 32;
/** When what is sent again had failed, and when jobs start. */
const FAILED_AT = 10;
const STARTED_AT = 20;

let queue: QueueDatabase;
beforeEach(() => {
  queue = emptyQueue();
});
afterEach(() => queue[Symbol.dispose]());

function emptyQueue(): QueueDatabase {
  const made = new QueueDatabase(CHANNELS);
  const { id, name, scopes } = KEY as Extract<Actor, { kind: "api_key" }>;
  insertApiKey(made.connection.db, { id, name, hint: "", hash: Buffer.from(id), scopes, createdAt: 0 });
  return made;
}

const table = {
  rules: [someRule()],
  channels: CHANNELS.map((id) => ({ id, name: id, enabled: true })),
  accessRequests: new Map(),
  mutes: [],
};

/** Events of so many alerts, which have failed at both channels. */
function failed(count: number, of = queue): void {
  of.transact(FAILED_AT, (tx) => {
    for (let n = 0; n < count; n++)
      publishNext(tx, anEvent({ alert_id: `alert-${n}` }, FAILED_AT), { table, queued: () => {} });
  });
  of.connection.sqlite.exec(
    `UPDATE deliveries SET state = 'failed', attempts_made = 1, next_attempt_at = NULL, finished_at = ${FAILED_AT}`,
  );
  of.lines.forget();
}

function start(total: number, channelIds = CHANNELS, of = queue, since?: number): string {
  const work: RedeliverWork = {
    ...{ kind: "redeliver", deliveries: { since }, endedBefore: STARTED_AT },
    before: 1_000_000,
  };
  return of.transact(STARTED_AT, (tx) => {
    const action = "deliveries.redeliver-many";
    const id = startJob(tx, KEY, { work, total, newer: 0, action, details: {} });
    const jobSeq = jobRow(tx.db, id)?.seq ?? 0;
    for (const channelId of channelIds) addJobChannel(tx.db, { jobSeq, channelId });
    return id;
  });
}

const round = (of = queue, breaks = false) =>
  runJobs({
    db: of.connection.db,
    now: () => STARTED_AT + 1,
    transact: async <T>(work: (tx: Tx) => T): Promise<T> =>
      of.transact(STARTED_AT + 1, (tx) => {
        const value = work(tx);
        if (breaks) throw new Error("The disk is full.");
        return value;
      }),
    routing: () => table,
    deliveryQueued: () => {},
    deliveriesWaiting: () => {},
  });

type Queued = { seq: number; jobSeq: number };

const queuedBy = (of: QueueDatabase, channelId: string, where = "job_seq IS NOT NULL"): Queued[] =>
  of.connection.sqlite
    .prepare(`SELECT seq, job_seq AS jobSeq FROM deliveries WHERE ${where} AND channel_id = ?`)
    .all(channelId) as Queued[];

/** What a job has queued and its line doesn't keep is sent and ends so, at most `most`; returns the `seq` of each. */
function send(
  channelId: string,
  state: "delivered" | "failed" = "delivered",
  most = 1_000,
  of = queue,
): number[] {
  const ended = of.connection.sqlite.prepare(
    "UPDATE deliveries SET state = ?, next_attempt_at = NULL, finished_at = 22 WHERE seq = ?",
  );
  return of.transact(STARTED_AT + 2, ({ db, lines }) => {
    const due = "job_seq IS NOT NULL AND next_attempt_at IS NOT NULL";
    const sent = queuedBy(of, channelId, due).slice(0, most);
    for (const { seq, jobSeq } of sent) {
      ended.run(state, seq);
      countSent(db, { seq, jobSeq }, state);
    }
    lines.forget();
    return sent.map(({ seq }) => seq);
  });
}

async function job(id: string, of = queue): Promise<JobView> {
  const found = await findJob(of.connection.db, id);
  if (found === null) throw new Error("The job is gone.");
  return found;
}

test("queues four for each slot that jobs may use, and more once half of them are sent", async () => {
  failed(100);
  start(200);
  expect(await round()).toBe(true);
  expect(CHANNELS.map((id) => queuedBy(queue, id).length)).toEqual([QUEUED, QUEUED]);
  send("a", "delivered", 15);
  await round();
  expect(queuedBy(queue, "a")).toHaveLength(17);
  send("a", "delivered", 1);
  await round();
  expect(queuedBy(queue, "a")).toHaveLength(QUEUED);
});

test("ends once all are sent, and counts those that failed again", async () => {
  failed(3);
  const id = start(6);
  await round();
  send("a");
  await round();
  expect(await job(id)).toMatchObject({ state: "running", done: 3 });
  send("b", "failed");
  while (await round());
  expect(await job(id)).toMatchObject({ state: "done", done: 3, failed: 3, newer: 0 });
});

test("takes its turn behind an earlier job at a channel, and goes on at the others", async () => {
  failed(3);
  start(3, ["a"]);
  const second = start(6);
  await round();
  await round();
  const seqs = (channelId: string) => new Set(queuedBy(queue, channelId).map(({ jobSeq }) => jobSeq));
  expect([seqs("a"), seqs("b")]).toEqual([new Set([1]), new Set([2])]);
  send("a");
  send("b");
  while (await round());
  expect(await job(second)).toMatchObject({ state: "done", done: 3, newer: 3 });
});

test("a failing channel is looked at again only with the next look of the clock", async () => {
  failed(100);
  start(100, ["a"]);
  await round();
  queue.connection.sqlite.exec("UPDATE channels SET failing_since = 1");
  expect(await round()).toBe(false);
  queue.connection.sqlite.exec("UPDATE channels SET failing_since = NULL");
  expect(await round()).toBe(true);
});

test("stops when its key is revoked; what it has queued stays queued, as any other delivery", async () => {
  failed(70);
  const id = start(70, ["a"]);
  await round();
  send("a", "delivered", 10);
  queue.connection.sqlite.exec("UPDATE api_keys SET revoked_at = 8");
  expect(await round()).toBe(false);
  expect(await job(id)).toMatchObject({ state: "stopped", done: 10, total: 70 });
  expect(queue.count("deliveries", "job_seq IS NOT NULL")).toBe(0);
  expect(queue.count("deliveries", "state = 'pending'")).toBe(QUEUED - 10);
  expect(queue.connection.sqlite.prepare("SELECT count(*) FROM job_channels").pluck().get()).toBe(0);
});

test("leaves out what a person has redelivered meanwhile", async () => {
  failed(2);
  const id = start(2, ["a"]);
  queue.connection.sqlite.exec(
    "UPDATE deliveries SET finished_at = 30 WHERE channel_id = 'a' AND alert_id = 'alert-0'",
  );
  await round();
  expect(send("a")).toHaveLength(1);
  while (await round());
  expect(await job(id)).toMatchObject({ state: "done", done: 1, newer: 1 });
});

test("passes the many that failed before the time it was asked for", async () => {
  failed(2_100);
  const late = "channel_id = 'a' AND alert_id = 'alert-2099'";
  queue.connection.sqlite.exec(`UPDATE deliveries SET finished_at = ${FAILED_AT + 1} WHERE ${late}`);
  const id = start(1, ["a"], queue, FAILED_AT + 1);
  expect(await round()).toBe(true);
  expect(queuedBy(queue, "a")).toEqual([]);
  await round();
  expect(queue.count("deliveries", `job_seq IS NOT NULL AND ${late}`)).toBe(1);
  expect(send("a")).toHaveLength(1);
  while (await round());
  expect(await job(id)).toMatchObject({ state: "done", done: 1, newer: 0 });
});

test("however attempts end and steps fail, each goes once, in order, and few wait", async () => {
  const acts = fc.array(
    fc.record({ send: fc.nat({ max: QUEUED }), failed: fc.boolean(), breaks: fc.boolean() }),
    { maxLength: 12 },
  );
  const property = fc.asyncProperty(acts, async (all) => {
    using own = emptyQueue();
    failed(150, own);
    const id = start(150, ["a"], own);
    const sent: number[] = [];
    for (const act of all) {
      await round(own, act.breaks).catch(() => {});
      expect(queuedBy(own, "a").length).toBeLessThanOrEqual(QUEUED);
      sent.push(...send("a", act.failed ? "failed" : "delivered", act.send, own));
    }
    while (await round(own)) sent.push(...send("a", "delivered", QUEUED, own));
    expect(sent).toEqual([...new Set(sent)].toSorted((one, other) => one - other));
    expect(sent).toHaveLength(150);
    const { state, done, failed: again } = await job(id, own);
    expect([state, done + again]).toEqual(["done", 150]);
  });
  await fc.assert(property, { numRuns: 10 });
}, 60_000);

test("what expires before it was sent counts as failed, and the job comes to its end", async () => {
  failed(2);
  const id = start(2, ["a"]);
  await round();
  const seqs = queuedBy(queue, "a").map(({ seq }) => seq);
  queue.transact(STARTED_AT + 3, (tx) =>
    expire(tx, seqs, { isInFlight: () => false, deliveryWithdrawn: () => {} }),
  );
  await round();
  expect(await job(id)).toMatchObject({ state: "done", done: 0, failed: 2 });
});

test("what stands behind a retry of its alert counts as done: it keeps neither its job nor the next waiting", async () => {
  // One alert whose oldest delivery waits for a retry, and more behind it than a job has queued at once.
  for (let n = 0; n < 70; n++) queue.publish("stuck", FAILED_AT);
  failed(3);
  queue.connection.sqlite.exec(
    "UPDATE deliveries SET state = 'pending', next_attempt_at = 9000, finished_at = NULL WHERE seq = 1",
  );
  const [first, second] = [start(72, ["a"]), start(0, ["a"])];
  let sent = 0;
  for (let rounds = 0; rounds < 50 && (await round()); rounds++) sent += send("a").length;
  expect(sent).toBe(3);
  expect(await job(first)).toMatchObject({ state: "done", done: 72, failed: 0, newer: 0, total: 72 });
  expect(await job(second)).toMatchObject({ state: "done" });
  expect(queue.count("deliveries", "channel_id = 'a' AND state = 'pending'")).toBe(70);
  expect(queue.count("deliveries", "job_seq IS NOT NULL")).toBe(0);
});
