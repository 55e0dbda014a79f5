import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { storedAlert } from "#db/queries/alerts.ts";
import { removeOldEvents } from "#db/queries/retention.ts";
import { insertRule, readRoutingTable } from "#db/queries/rules.ts";
import { channelSpokenOf } from "#lib/domain/own/own.ts";
import type { Space } from "#lib/domain/own/storage.ts";
import { tellingOwnStates } from "#lib/engine/clock/tell-own-states.ts";
import { refuseStatusOf } from "#lib/engine/intake/refuse-status.ts";
import type { Tx } from "#lib/engine/write/context.ts";
import { someRule } from "../../../support/rules.ts";
import { QueueDatabase } from "../delivery/queue-database.ts";

const MINUTE = 60_000;
const PLENTY: Space = { free: 2 ** 40, total: 2 ** 40 };

let queue: QueueDatabase;
let now: number;
let space: Space;
beforeEach(() => {
  queue = new QueueDatabase(["a", "b"]);
  [now, space] = [1_000_000, PLENTY];
  const filters = {
    match: "all" as const,
    conditions: [{ field: "category", operator: "is" as const, value: "Tocsin" }],
  };
  addRule("rul_all", {});
  addRule("rul_own", { filters });
});
afterEach(() => queue[Symbol.dispose]());

const addRule = (id: string, change: Parameters<typeof someRule>[0]) =>
  insertRule(queue.connection.db, {
    ...someRule({ id, name: id, ...change }),
    version: 1,
    createdAt: 0,
    updatedAt: 0,
  });

const sql = (text: string) => queue.connection.sqlite.exec(text);
const rows = (text: string) => queue.connection.sqlite.prepare(text).raw().all();

const chore = (transact = async <T>(work: (tx: Tx) => T): Promise<T> => queue.transact(now, work)) =>
  tellingOwnStates({
    db: queue.connection.db,
    now: () => now,
    transact,
    routing: (tx) => readRoutingTable(tx.db, tx.now),
    deliveryQueued: () => {},
    freeSpace: () => space,
  });

/** Lets `ms` pass, with a look now, every 10 s and at the end; each look starts from the database alone. */
async function pass(ms: number): Promise<void> {
  const end = now + ms;
  await look();
  for (; now < end; await look()) now = Math.min(now + 10_000, end);
}

async function look(): Promise<void> {
  const { isDue, step } = chore();
  if (isDue?.()) while (await step());
}

/** The own events so far: alert, status, and where each was sent, or why it was not. */
const told = () =>
  rows(
    `SELECT events.alert_id, events.payload ->> 'status',
       (SELECT group_concat(channel_id || ' ' || coalesce(reason, 'sent'), ', ') FROM
         (SELECT channel_id, NULL AS reason FROM deliveries WHERE event_seq = events.seq
          UNION SELECT channel_id, reason FROM not_sent WHERE event_seq = events.seq ORDER BY channel_id))
     FROM events WHERE alert_id LIKE 'tocsin:%' ORDER BY seq`,
  ).map((row) => (row as string[]).join(" | "));

const setFailing = (id: string) => sql(`UPDATE channels SET failing_since = ${now} WHERE id = '${id}'`);
const setWell = (id: string) =>
  sql(`UPDATE channels SET failing_since = NULL, refusing_since = NULL WHERE id = '${id}'`);

const A_FAILING = "tocsin:channel-failing:a | Open | a own_channel, b sent";
const A_WELL = "tocsin:channel-failing:a | Resolved | a own_channel, b sent";
const ALERT = "tocsin:channel-failing:a";

describe("a failing channel", () => {
  test("is told after a minute by the rule for own alerts, through the others; its end after five", async () => {
    setFailing("a");
    await pass(59_000);
    expect(told()).toEqual([]);
    await pass(2_000);
    expect(told()).toEqual([A_FAILING]);
    expect(rows("SELECT DISTINCT rule_id FROM deliveries")).toEqual([["rul_own"]]);
    expect(storedAlert(queue.connection.db, ALERT)?.payload).toMatchObject({
      alert_title: 'Webhook "a" is failing',
      category: "Tocsin",
      source_name: "tocsin",
      initiated_by: "Tocsin",
      priority: "High",
    });
    await pass(60 * MINUTE);
    setWell("a");
    await pass(5 * MINUTE - 1_000);
    expect(told()).toEqual([A_FAILING]);
    await pass(2_000);
    expect(told()).toEqual([A_FAILING, A_WELL]);
    await pass(10 * MINUTE);
    expect(rows("SELECT * FROM own_states")).toEqual([]);
  });

  test("that flaps is told at most once in five minutes, and ends only when it stays well", async () => {
    for (let turn = 0; turn < 60; turn++) {
      setFailing("a");
      await pass(70_000);
      setWell("a");
      await pass(50_000);
    }
    expect(told()).toEqual([A_FAILING]);
    await pass(5 * MINUTE);
    expect(told()).toEqual([A_FAILING, A_WELL]);
    setFailing("a");
    await pass(4 * MINUTE);
    expect(told()).toHaveLength(2);
    await pass(2 * MINUTE);
    expect(told()).toEqual([A_FAILING, A_WELL, A_FAILING]);
  });

  test("that flaps faster than a minute is never told", async () => {
    for (let turn = 0; turn < 30; turn++) {
      setFailing("a");
      await pass(50_000);
      setWell("a");
      await pass(10_000);
    }
    expect(told()).toEqual([]);
  });

  test("is told on time if the clock is set back by hours amid the minute", async () => {
    setFailing("a");
    await pass(30_000);
    now -= 5 * 3_600_000;
    await pass(62_000);
    expect(told()).toEqual([A_FAILING]);
  });

  test("is told once if a kill undoes the transaction that tells it", async () => {
    setFailing("a");
    await pass(59_000);
    now += 2_000;
    const killed = chore(async (work) =>
      queue.transact(now, (tx) => {
        work(tx);
        throw new Error("killed");
      }),
    );
    await expect(killed.step()).rejects.toThrow("killed");
    expect(told()).toEqual([]);
    await pass(1_000);
    expect(told()).toEqual([A_FAILING]);
  });

  test("is told again after its alert was removed as too old", async () => {
    setFailing("a");
    await pass(2 * MINUTE);
    sql("UPDATE deliveries SET state = 'delivered', next_attempt_at = NULL");
    now += 31 * 24 * 3_600_000;
    queue.transact(now, (tx) => removeOldEvents(tx.db, { after: 0, before: now - 1_000, limit: 100 }));
    expect(told()).toEqual([]);
    await pass(2_000);
    expect(told()).toEqual([A_FAILING]);
  });

  test("that is deleted ends like one that is well", async () => {
    setFailing("a");
    await pass(2 * MINUTE);
    sql("UPDATE channels SET deleted_at = 1, enabled = 0 WHERE id = 'a'");
    await pass(6 * MINUTE);
    expect(told()).toEqual([A_FAILING, "tocsin:channel-failing:a | Resolved | b sent"]);
  });
});

describe("several at once", () => {
  test("two channels that fail: each is told through the other, which keeps it until it is well", async () => {
    setFailing("a");
    setFailing("b");
    await pass(60 * MINUTE);
    expect(told()).toEqual([A_FAILING, "tocsin:channel-failing:b | Open | a sent, b own_channel"]);
    expect(queue.count("deliveries", "state = 'pending'")).toBe(2);
  });

  test("a channel that is failing and refusing: one event, the next five minutes later", async () => {
    setFailing("a");
    sql(`UPDATE channels SET refusing_since = 1, refusal = 'It answered 401.' WHERE id = 'a'`);
    await pass(4 * MINUTE);
    expect(told()).toEqual([A_FAILING]);
    await pass(3 * MINUTE);
    expect(told()).toEqual([A_FAILING, "tocsin:channel-refusing:a | Open | a own_channel, b sent"]);
  });

  test("a failing channel that Tocsin disables: what is worse is told before what is over", async () => {
    setFailing("a");
    await pass(2 * MINUTE);
    sql("UPDATE channels SET enabled = 0, disabled_reason = 'It answered 410.' WHERE id = 'a'");
    await pass(20 * MINUTE);
    expect(told()).toEqual([
      A_FAILING,
      "tocsin:channel-disabled:a | Open | a channel_disabled, b sent",
      "tocsin:channel-failing:a | Resolved | a channel_disabled, b sent",
    ]);
  });

  test("a channel that somebody disabled is nothing to tell", async () => {
    sql("UPDATE channels SET enabled = 0, failing_since = 1 WHERE id = 'a'");
    await pass(10 * MINUTE);
    expect(told()).toEqual([]);
  });
});

describe("what people and rules do", () => {
  const refusal = (to: "Resolved" | "Acknowledged") =>
    queue.transact(now, (tx) => {
      const stored = storedAlert(tx.db, ALERT);
      return stored === undefined ? "no such alert" : refuseStatusOf(tx, stored, to);
    });

  test("nobody resolves it while its state lasts; it may be acknowledged, and resolved before Tocsin does", async () => {
    setFailing("a");
    await pass(2 * MINUTE);
    expect([refusal("Resolved"), refusal("Acknowledged")]).toEqual([
      expect.stringMatching(/^Tocsin resolves this alert by itself/),
      null,
    ]);
    setWell("a");
    await pass(2_000);
    expect(refusal("Resolved")).toBeNull();
  });

  test("one that is acknowledged resolves all the same", async () => {
    setFailing("a");
    await pass(2 * MINUTE);
    sql("UPDATE alerts SET status = 'Acknowledged'");
    setWell("a");
    await pass(6 * MINUTE);
    expect(told()).toEqual([A_FAILING, A_WELL]);
  });

  test("one that is reopened without a cause is resolved again", async () => {
    setFailing("a");
    await pass(2 * MINUTE);
    setWell("a");
    await pass(20 * MINUTE);
    sql("UPDATE alerts SET status = 'Open'");
    await pass(6 * MINUTE);
    expect(told()).toEqual([A_FAILING, A_WELL, A_WELL]);
  });

  test("no rule resolves it after a time, and a rule without conditions doesn't send it", async () => {
    sql("DELETE FROM rules WHERE id = 'rul_own'; UPDATE rules SET auto_resolve_minutes = 1");
    addRule("rul_other", {
      channels: [],
      autoResolveMinutes: 1,
      filters: {
        match: "all",
        conditions: [{ field: "category", operator: "is", value: "Tocsin" }],
      },
    });
    setFailing("a");
    await pass(2 * MINUTE);
    expect(told()).toEqual(["tocsin:channel-failing:a | Open | a no_rule_matched, b no_rule_matched"]);
    expect(rows("SELECT auto_resolve_at FROM alerts")).toEqual([[null]]);
  });
});

describe("the other states", () => {
  test("low storage, until there is enough again", async () => {
    space = { free: 2 ** 30, total: 100 * 2 ** 30 };
    await pass(2 * MINUTE);
    space = { free: 6 * 2 ** 30, total: 100 * 2 ** 30 };
    await pass(10 * MINUTE);
    expect(told()).toEqual(["tocsin:storage-low:data-folder | Open | a sent, b sent"]);
    space = PLENTY;
    await pass(6 * MINUTE);
    expect(told()[1]).toBe("tocsin:storage-low:data-folder | Resolved | a sent, b sent");
  });

  test("a channel whose oldest deliveries expire, even once, until none has for a while", async () => {
    sql(`UPDATE channels SET oldest_expired_at = ${now}, enabled = 0 WHERE id = 'a'`);
    await pass(2 * MINUTE);
    expect(told()).toEqual(["tocsin:channel-expiring:a | Open | a channel_disabled, b sent"]);
    expect(storedAlert(queue.connection.db, "tocsin:channel-expiring:a")?.payload).toMatchObject({
      alert_title: 'Deliveries to webhook "a" expire',
      description: expect.stringMatching(
        /^More than 1,000,000 deliveries wait for it, so the oldest expire\./,
      ),
    });
    sql(`UPDATE channels SET oldest_expired_at = ${now} WHERE id = 'a'`);
    await pass(6 * MINUTE);
    expect(told()).toHaveLength(1);
    await pass(2 * MINUTE);
    expect(told()[1]).toBe("tocsin:channel-expiring:a | Resolved | a channel_disabled, b sent");
  });

  test("a rule whose expression failed, for a day after the last failure", async () => {
    sql(`UPDATE rules SET last_error = 'No such key.', last_error_at = ${now} WHERE id = 'rul_all'`);
    await pass(2 * MINUTE);
    expect(told()).toEqual(["tocsin:rule-failing:rul_all | Open | a sent, b sent"]);
    now += 24 * 3_600_000;
    await pass(6 * MINUTE);
    expect(told()).toHaveLength(2);
  });
});

test("fifty channels that fail at once are told a few per transaction", async () => {
  queue[Symbol.dispose]();
  queue = new QueueDatabase(Array.from({ length: 50 }, (_, index) => `c${index}`));
  sql(`UPDATE channels SET failing_since = ${now}`);
  await pass(1_000);
  now += MINUTE;
  const steps: boolean[] = [];
  do steps.push(await chore().step());
  while (steps.at(-1));
  expect(steps).toHaveLength(11);
  expect(queue.count("events")).toBe(50);
});

test("only alerts about a channel speak of one", () => {
  expect(channelSpokenOf("tocsin:channel-disabled:chn_1")).toBe("chn_1");
  expect(channelSpokenOf("tocsin:rule-failing:rul_1")).toBeNull();
  expect(channelSpokenOf("disk-1")).toBeNull();
});
