import { afterEach, beforeEach, expect, test } from "vitest";
import { deliveriesByIdStart, deliveriesOfEvent } from "#db/queries/search-things.ts";
import { QueueDatabase } from "../engine/delivery/queue-database.ts";

let queue: QueueDatabase;
let eventIds: string[];

/** 40 deliveries: the first three have their ids as text, the others are 4 to z, and 10 to 14 in base 36. */
beforeEach(() => {
  queue = new QueueDatabase(["a"]);
  eventIds = Array.from({ length: 40 }, (_, n) => queue.publish(`alert-${n}`, 1_000 + n));
  queue.connection.sqlite.exec("UPDATE deliveries SET boot = NULL, id = 'dlv_1f00-' || seq WHERE seq <= 3");
});
afterEach(() => queue[Symbol.dispose]());

const found = (start: string, limit = 8): string[] =>
  deliveriesByIdStart(queue.connection.db, start, limit).map(({ id }) => id.replace(/_.{13}$/, "_…"));

test.each([
  [
    "of several numbers and of text, the newest first",
    "dlv_1",
    ["14", "13", "12", "11", "10", "1f00-3", "1f00-2"],
  ],
  ["of one number", "dlv_z", ["z"]],
  ["of text alone", "dlv_1f", ["1f00-3", "1f00-2", "1f00-1"]],
  ["of every id", "dlv_", ["14", "13", "12", "11", "10", "z", "y"]],
  ["of none", "dlv_0", []],
])("deliveries are found by the start %s", (_, start, ids) => {
  expect(found(start, 7)).toEqual(ids.map((id) => (id.includes("-") ? `dlv_${id}` : `dlv_${id}_…`)));
});

test("a start that goes into the boot counts it too", () => {
  const [id = ""] = deliveriesByIdStart(queue.connection.db, "dlv_z", 1).map((one) => one.id);
  expect(found(id)).toEqual(["dlv_z_…"]);
  expect(found(id.slice(0, -3))).toEqual(["dlv_z_…"]);
  expect(found(`${id}0`)).toEqual([]);
  expect(found(id.replace(/.$/, (last) => (last === "0" ? "1" : "0")))).toEqual([]);
});

test("the deliveries of an event are found by its id", () => {
  const { db } = queue.connection;
  expect(deliveriesOfEvent(db, eventIds[9] ?? "", 8).map(({ id }) => id.split("_")[1])).toEqual(["a"]);
  expect(deliveriesOfEvent(db, "evt_a_0000000000000", 8)).toEqual([]);
});
