import * as fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { indexAlerts } from "#db/queries/alert-search.ts";
import { insertApiKey } from "#db/queries/api-keys.ts";
import { lastEventSeq } from "#db/queries/as-of.ts";
import { findJob, forgetJobs, hasRunningJobs } from "#db/queries/jobs.ts";
import { insertUser } from "#db/queries/users.ts";
import type { ChosenAlerts } from "#lib/domain/alert/list.ts";
import type { SettableStatus } from "#lib/domain/alert/status.ts";
import type { JobView } from "#lib/domain/job/job.ts";
import type { Actor } from "#lib/domain/people/actor.ts";
import { doingJobs, runJobs } from "#lib/engine/clock/run-jobs.ts";
import { startJob } from "#lib/engine/verbs/jobs/start.ts";
import type { Tx } from "#lib/engine/write/context.ts";
import { someRule } from "../../../support/rules.ts";
import { anEvent, publishNext } from "../../../support/stored-alerts.ts";
import { QueueDatabase } from "../delivery/queue-database.ts";

const KEY: Actor = { kind: "api_key", id: "key_1", name: "Night shift", scopes: ["operate"] };

let queue: QueueDatabase;
beforeEach(() => {
  queue = emptyQueue();
});
afterEach(() => queue[Symbol.dispose]());

function emptyQueue(): QueueDatabase {
  const made = new QueueDatabase(["a"]);
  const { id, name, scopes } = KEY as Extract<Actor, { kind: "api_key" }>;
  insertApiKey(made.connection.db, { id, name, hint: "", hash: Buffer.from(id), scopes, createdAt: 0 });
  return made;
}

const channels = [{ id: "a", name: "a", enabled: true }];
const table = { rules: [someRule()], channels, accessRequests: new Map(), mutes: [] };

const contextOf = (of: QueueDatabase) => ({
  db: of.connection.db,
  transact: async <T>(work: (tx: Tx) => T): Promise<T> => of.transact(9, work),
  routing: () => table,
  deliveryQueued: () => {},
  deliveriesWaiting: () => {},
});

/** One round of all jobs; `transact` may be broken. */
const round = (of = queue, transact = contextOf(of).transact) => runJobs({ ...contextOf(of), transact });

async function toTheEnd(of = queue): Promise<void> {
  while (await round(of));
}

type Given = { alerts?: ChosenAlerts; status?: SettableStatus; asOf?: number; total?: number };

function start(
  { alerts = { filter: {} }, status = "Resolved", ...given }: Given = {},
  of = queue,
  by = KEY,
): string {
  const { asOf = lastEventSeq(of.connection.db), total = of.count("alerts", `last_event_seq <= ${asOf}`) } =
    given;
  const work = { kind: "status" as const, asOf, change: { status, remark: "Over." }, alerts };
  return of.transact(5, (tx) =>
    startJob(tx, by, { work, total, newer: 0, action: "alerts.set-status-by-job", details: {} }),
  );
}

async function job(id: string, of = queue): Promise<JobView> {
  const found = await findJob(of.connection.db, id);
  if (found === null) throw new Error("The job is gone.");
  return found;
}

const post = (...ids: string[]) => postTo(queue, ids);

function postTo(of: QueueDatabase, ids: string[]): void {
  of.transact(1, (tx) => {
    for (const alert_id of ids) publishNext(tx, anEvent({ alert_id }, 1), { table, queued: () => {} });
  });
}
const numbered = (count: number) => Array.from({ length: count }, (_, n) => `alert-${n}`);
const audit = () =>
  queue.connection.sqlite
    .prepare("SELECT action, actor_kind, actor_name, target_id, details FROM audit ORDER BY seq")
    .all()
    .map((row) => {
      const { details, ...rest } = row as { details: string };
      return { ...rest, details: JSON.parse(details) };
    });

test("the chore is due while a job runs, and a look each second does a step of it", async () => {
  post(...numbered(150));
  const { everyMs, isDue, step } = doingJobs(contextOf(queue));
  expect([everyMs, isDue?.()]).toEqual([1_000, false]);
  start();
  expect(isDue?.()).toBe(true);
  expect([await step(), await step()]).toEqual([true, false]);
  expect(isDue?.()).toBe(false);
});

describe("a job", () => {
  test("changes what its filter finds, 100 at a step, each as an event that is delivered", async () => {
    post(...numbered(250));
    const id = start();
    const done: number[] = [];
    for (let goesOn = true; goesOn; ) {
      goesOn = await round();
      done.push((await job(id)).done);
    }
    expect(done).toEqual([100, 200, 250]);
    expect(await job(id)).toMatchObject({
      state: "done",
      failed: 0,
      newer: 0,
      total: 250,
      startedAt: 5,
      finishedAt: 9,
    });
    expect(queue.count("alerts", "status = 'Resolved'")).toBe(250);
    expect(queue.count("events", "remark = 'Over.' AND api_key_id = 'key_1'")).toBe(250);
    expect(queue.count("deliveries")).toBe(500);
    expect(hasRunningJobs(queue.connection.db)).toBe(false);
  });

  test("changes those named, 100 at a step", async () => {
    post(...numbered(150), "other");
    const id = start({ alerts: { ids: numbered(150) } });
    expect(await round()).toBe(true);
    expect((await job(id)).done).toBe(100);
    expect(await round()).toBe(false);
    expect(await job(id)).toMatchObject({ state: "done", done: 150 });
    expect(queue.count("alerts", "status = 'Open'")).toBe(1);
  });

  test.each<[string, ChosenAlerts]>([
    ["a filter", { filter: {} }],
    ["ids", { ids: ["old", "fired", "late"] }],
  ])("by %s leaves out what had another event, before its start or since", async (_, alerts) => {
    post("old", "fired", "late");
    const asOf = lastEventSeq(queue.connection.db);
    post("fired", "new");
    const id = start({ alerts, asOf });
    post("late");
    await toTheEnd();
    expect(await job(id)).toMatchObject({ state: "done", done: 1, failed: 0, newer: 1, total: 2 });
    expect(queue.count("alerts", "status = 'Resolved'")).toBe(1);
  });

  test("counts what is so already as done, without an event, and what may not become so as failed", async () => {
    post("open", "resolved", "acknowledged");
    start({ alerts: { ids: ["resolved"] } });
    start({ alerts: { ids: ["acknowledged"] }, status: "Acknowledged" });
    await toTheEnd();
    const events = queue.count("events");
    const id = start({ status: "Acknowledged" });
    await toTheEnd();
    expect(await job(id)).toMatchObject({ done: 2, failed: 1, newer: 0, total: 3 });
    expect(queue.count("events")).toBe(events + 1);
  });

  test("looks at the filter at each alert's turn", async () => {
    post("a", "b");
    const id = start({ alerts: { filter: { status: "Open" } }, status: "Acknowledged" });
    await toTheEnd();
    const again = start({ alerts: { filter: { status: "Open" } }, status: "Acknowledged" });
    await toTheEnd();
    expect((await job(id)).done).toBe(2);
    expect((await job(again)).done).toBe(0);
  });

  test("by words waits until the search index is as far as what was seen", async () => {
    post("disk");
    const id = start({ alerts: { filter: { q: "title" } }, total: 0 });
    expect(await round()).toBe(false);
    expect(await job(id)).toMatchObject({ state: "running", done: 0 });
    indexAlerts(queue.connection.db, 10);
    await toTheEnd();
    expect(await job(id)).toMatchObject({ state: "done", done: 1, newer: 0, total: 1 });
  });

  test("of nothing ends at once", async () => {
    const id = start();
    await toTheEnd();
    expect(await job(id)).toMatchObject({ state: "done", done: 0, failed: 0, total: 0 });
  });

  test("has a row in the audit log at its start and one at its end", async () => {
    post("a");
    const id = start();
    await toTheEnd();
    const by = { actor_kind: "api_key", actor_name: "Night shift", target_id: id };
    expect(audit()).toEqual([
      { ...by, action: "alerts.set-status-by-job", details: { total: 1, newer: 0 } },
      { ...by, action: "jobs.end", details: { state: "done", done: 1, failed: 0, newer: 0, total: 1 } },
    ]);
  });

  test.each([
    ["is revoked", "revoked_at = 8"],
    ["may no longer operate", `scopes = '["read"]'`],
  ])("stops when its key %s, and keeps what it has done", async (_, change) => {
    post(...numbered(150));
    const id = start();
    await round();
    queue.connection.sqlite.exec(`UPDATE api_keys SET ${change}`);
    expect(await round()).toBe(false);
    expect(await job(id)).toMatchObject({ state: "stopped", done: 100, total: 150, finishedAt: 9 });
    expect(queue.count("alerts", "status = 'Resolved'")).toBe(100);
    expect(audit().at(-1)).toMatchObject({
      action: "jobs.end",
      actor_kind: "system",
      details: { state: "stopped", reason: "right_lost", done: 100 },
    });
  });

  test.each([
    ["is an Operator no more", "UPDATE users SET role = 'viewer'"],
    ["is disabled", "UPDATE users SET disabled_at = 1"],
    ["is gone", "DELETE FROM users"],
  ])("stops when the user who started it %s", async (_, change) => {
    post("a");
    const ada = { id: "usr_1", name: "Ada", role: "operator" } as const;
    insertUser(queue.connection.db, { ...ada, email: "ada@example.com", passwordHash: "", createdAt: 0 });
    const ids = [start({}, queue, { kind: "user", ...ada }), start({}, queue, { kind: "user", ...ada })];
    await round();
    expect(queue.count("events", "json_extract(payload, '$.initiated_by') = 'Ada'")).toBe(1);
    const late = start({}, queue, { kind: "user", ...ada });
    queue.connection.sqlite.exec(change);
    await round();
    expect((await Promise.all([...ids, late].map((id) => job(id)))).map(({ state }) => state)).toEqual([
      "done",
      "done",
      "stopped",
    ]);
  });

  test("whose step fails is tried again, repeats nothing, and does not hold up the next", async () => {
    post(...numbered(100), "other");
    const broken = start({ alerts: { ids: numbered(100) } });
    const next = start({ alerts: { ids: ["other"] } });
    let steps = 0;
    const breaks = async <T>(work: (tx: Tx) => T): Promise<T> =>
      queue.transact(9, (tx) => {
        const value = work(tx);
        if (steps++ === 0) throw new Error("The disk is full.");
        return value;
      });
    await expect(round(queue, breaks)).rejects.toThrow("The disk is full.");
    expect(await job(broken)).toMatchObject({ state: "running", done: 0 });
    expect(await job(next)).toMatchObject({ state: "done", done: 1 });
    expect(queue.count("events")).toBe(102);
    await toTheEnd();
    expect(await job(broken)).toMatchObject({ state: "done", done: 100 });
    expect(queue.count("events")).toBe(202);
  });

  test("is forgotten some time after its end", async () => {
    const [ended, running] = [start(), start()];
    queue.connection.sqlite.exec(`UPDATE jobs SET state = 'done', finished_at = 1000 WHERE id = '${ended}'`);
    forgetJobs(queue.connection.db, 1_000);
    expect(await job(ended)).toBeDefined();
    forgetJobs(queue.connection.db, 1_001);
    expect(await findJob(queue.connection.db, ended)).toBeNull();
    expect(await job(running)).toBeDefined();
  });
});

const ALERTS = 230;

test("whatever fires meanwhile, each alert as it was seen is changed once, and no other", async () => {
  const fires = fc.array(fc.array(fc.nat({ max: ALERTS + 3 }), { maxLength: 12 }), { maxLength: 4 });
  const property = fc.asyncProperty(fires, async (rounds) => {
    using own = emptyQueue();
    postTo(own, numbered(ALERTS));
    const id = start({ alerts: { filter: { status: "Open" } } }, own);
    const untouched = new Set(numbered(ALERTS));
    for (const fired of rounds) {
      for (const n of fired) {
        const changed = own.count("events", `alert_id = 'alert-${n}' AND remark = 'Over.'`) > 0;
        if (!changed) untouched.delete(`alert-${n}`);
        postTo(own, [`alert-${n}`]);
      }
      await round(own);
    }
    await toTheEnd(own);
    const { done, newer, total } = await job(id, own);
    expect([done, done + newer, total]).toEqual([untouched.size, ALERTS, ALERTS]);
    expect(own.count("events", "remark = 'Over.'")).toBe(untouched.size);
    const changed = own.connection.sqlite
      .prepare("SELECT alert_id FROM events WHERE remark = 'Over.'")
      .pluck();
    expect(new Set(changed.all())).toEqual(untouched);
  });
  await fc.assert(property, { numRuns: 15 });
}, 60_000);
