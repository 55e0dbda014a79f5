import { afterEach, beforeEach, expect, test } from "vitest";
import { newestUnheard } from "#db/queries/unheard-events.ts";
import { anEvent, publishNext } from "../../support/stored-alerts.ts";
import { QueueDatabase } from "../engine/delivery/queue-database.ts";

const NOW = 1_000_000_000;
const DAY = 24 * 3_600_000;
const CREATED = "access_management_access_request";
const DECIDED = "access_management_access_request_approval";

let queue: QueueDatabase;
beforeEach(() => {
  queue = new QueueDatabase(["a"]);
});
afterEach(() => queue[Symbol.dispose]());

/** An event that came in, for channel a or for nobody. */
function received(alertId: string, diEvent: string, at: number, heard: boolean): void {
  const event = {
    ...anEvent({ alert_id: alertId, alert_title: alertId, di_event: diEvent }, at),
    apiKeyId: "key_1",
  };
  const channels = heard ? [{ id: "a", name: "a", enabled: true }] : [];
  const accessRequests = new Map(heard ? [["a", new Set([diEvent])]] : []);
  const table = { rules: [], channels, accessRequests, mutes: [] };
  queue.transact(at, (tx) => publishNext(tx, event, { table, queued: () => {} }));
}

const unheard = () => Object.fromEntries(newestUnheard(queue.connection.db, [CREATED, DECIDED], NOW));

test("of each kind the newest event that went to nobody", () => {
  received("older", CREATED, NOW - 3_000, false);
  received("newer", CREATED, NOW - 2_000, false);
  received("decided", DECIDED, NOW - 1_000, false);
  received("another kind", "user_create", NOW - 500, false);
  expect(unheard()).toEqual({
    [CREATED]: { alertId: "newer", title: "newer" },
    [DECIDED]: { alertId: "decided", title: "decided" },
  });
});

test("neither one that somebody heard of nor one of the day before", () => {
  received("yesterday", DECIDED, NOW - DAY - 1, false);
  received("heard", CREATED, NOW - 1_000, true);
  expect(unheard()).toEqual({});
});
