import { afterEach, beforeEach, expect, test } from "vitest";
import { untoldOwnAlerts } from "#db/queries/untold-own-alerts.ts";
import type { RoutingTable } from "#lib/domain/routing/routing-table.ts";
import { someRule } from "../../support/rules.ts";
import { anEvent, publishNext } from "../../support/stored-alerts.ts";
import { QueueDatabase } from "../engine/delivery/queue-database.ts";

let queue: QueueDatabase;
beforeEach(() => {
  queue = new QueueDatabase(["a", "b"]);
});
afterEach(() => queue[Symbol.dispose]());

const forOwn = someRule({
  filters: { match: "all", conditions: [{ field: "category", operator: "is", value: "Tocsin" }] },
});

/** Opens the own alert about channel a. */
function open(change: Partial<RoutingTable> = {}): void {
  const channels = ["a", "b"].map((id) => ({ id, name: id, enabled: true }));
  const table = { rules: [forOwn], channels, accessRequests: new Map(), mutes: [], ...change };
  const event = anEvent(
    { alert_id: "tocsin:channel-failing:a", alert_title: "a fails", category: "Tocsin" },
    1,
  );
  queue.transact(1, (tx) => publishNext(tx, event, { table, queued: () => {} }));
}

const sql = (text: string) => queue.connection.sqlite.exec(text);
const untold = async () =>
  (await untoldOwnAlerts(queue.connection.db)).map(({ alertId, title }) => `${alertId}: ${title}`);

const A_FAILS = "tocsin:channel-failing:a: a fails";

test("an alert that another channel got, or that waits for one that works, is told", async () => {
  open();
  expect(await untold()).toEqual([]);
  sql("UPDATE deliveries SET state = 'delivered'; UPDATE channels SET failing_since = 1");
  expect(await untold()).toEqual([]);
});

test("one that waits for channels that fail, or that failed, is not", async () => {
  open();
  sql("UPDATE channels SET failing_since = 1");
  expect(await untold()).toEqual([A_FAILS]);
  sql("UPDATE channels SET failing_since = NULL; UPDATE deliveries SET state = 'failed'");
  expect(await untold()).toEqual([A_FAILS]);
});

test.each<[string, Partial<RoutingTable>, string[]]>([
  [
    "the only channel is the one that it is about",
    { channels: [{ id: "a", name: "a", enabled: true }] },
    [A_FAILS],
  ],
  [
    "the others are disabled",
    { channels: ["a", "b"].map((id) => ({ id, name: id, enabled: id === "a" })) },
    [A_FAILS],
  ],
  ["there is no channel", { channels: [] }, [A_FAILS]],
  ["the rule for own alerts is disabled", { rules: [{ ...forOwn, enabled: false }] }, []],
  [
    "it is muted",
    { mutes: [{ id: "mut_1", muted: { kind: "rule", id: forOwn.id }, until: 9, createdBy: "Ada" }] },
    [],
  ],
])("where %s", async (_, change, expected) => {
  open(change);
  expect(await untold()).toEqual(expected);
});

test("one that somebody acknowledged, or that is over, is none", async () => {
  open({ channels: [] });
  for (const status of ["Acknowledged", "Resolved"]) {
    sql(`UPDATE alerts SET status = '${status}'`);
    expect(await untold()).toEqual([]);
  }
});
