import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { setInstallationFact } from "#db/queries/installation.ts";
import { cursorAt, pageOrFirst, readCursor, readSeqCursor, toPage } from "#db/queries/page.ts";
import { type AlertsDatabase, alertsDatabase } from "../../support/stored-alerts.ts";

const LIST = ["things", { state: "new" }];

let database: AlertsDatabase;
beforeAll(() => {
  database = alertsDatabase();
});
afterAll(() => database[Symbol.dispose]());

const counter = fc.nat({ max: Number.MAX_SAFE_INTEGER });

describe("a cursor", () => {
  test("leads back to the place that it was made from", () => {
    fc.assert(
      fc.property(fc.array(counter, { minLength: 1, maxLength: 5 }), (place) => {
        const cursor = cursorAt(database.db, LIST, place);
        expect(cursor).toMatch(/^[\w.-]{1,100}$/);
        expect(readCursor(database.db, LIST, cursor)).toEqual(place);
        expect(readSeqCursor(database.db, LIST, cursor)).toBe(place[0]);
      }),
    );
  });

  test("if it is left out, the page begins with the newest", () => {
    expect(readCursor(database.db, LIST, undefined)).toBeNull();
    expect(readSeqCursor(database.db, LIST, undefined)).toBeNull();
  });

  const neverGiven = expect.objectContaining({
    code: "invalid",
    issues: [
      { path: "cursor", message: "Use next_cursor of the page before, or leave it out to start anew." },
    ],
  });

  test.each(["", " ", "1a", "zzzzzzzzzzz", "1' OR 1", "é", "00000000.1", "00000000.1.", "a".repeat(10_000)])(
    "%j is none that a list gave",
    (cursor) => {
      expect(() => readCursor(database.db, LIST, cursor)).toThrow(neverGiven);
    },
  );

  test.each<[string, (cursor: string) => string]>([
    ["another place", (cursor) => cursor.replace(".2s.", ".2t.")],
    ["a leading zero", (cursor) => cursor.replace(".2s.", ".02s.")],
    ["a place more", (cursor) => cursor.replace(".2s.", ".2s.1.")],
    ["another signature", (cursor) => cursor.slice(0, -1) + (cursor.endsWith("A") ? "B" : "A")],
    ["a line break at the end", (cursor) => `${cursor}\n`],
    ["the case changed", (cursor) => cursor.toUpperCase()],
  ])("with %s is none that a list gave", (_, change) => {
    const cursor = cursorAt(database.db, LIST, [100]);
    expect(change(cursor)).not.toBe(cursor);
    expect(() => readCursor(database.db, LIST, change(cursor))).toThrow(neverGiven);
  });

  test("of another list, or of this list with another filter, is refused as unknown", () => {
    for (const other of [["others", { state: "new" }], ["things", { state: "old" }], ["things"]])
      expect(() => readCursor(database.db, LIST, cursorAt(database.db, other, [1]))).toThrow(neverGiven);
  });

  test("from before a restore is a conflict", () => {
    using restored = alertsDatabase();
    expect(() => readCursor(restored.db, LIST, cursorAt(database.db, LIST, [1]))).toThrow(
      expect.objectContaining({
        code: "conflict",
        issues: [{ path: "cursor", message: "Leave it out to start anew." }],
      }),
    );
  });

  test("outlives a restart", () => {
    using other = alertsDatabase();
    const epoch = database.sqlite.prepare("SELECT value FROM installation WHERE name = 'epoch'").pluck();
    setInstallationFact(other.db, "epoch", String(epoch.get()));
    expect(readCursor(other.db, LIST, cursorAt(database.db, LIST, [7]))).toEqual([7]);
  });
});

describe("a page of at most 2", () => {
  test.each<[number[], number[], string | null]>([
    [[], [], null],
    [[9], [9], null],
    [[9, 8], [9, 8], null],
    [[9, 8, 7], [9, 8], "8"],
  ])("of the rows %j holds %j, and %j leads on", (rows, data, nextCursor) => {
    expect(toPage(rows, 2, (row) => String(row))).toEqual({ data, nextCursor });
  });
});

describe("an address", () => {
  const list = async (cursor: string | undefined) => readSeqCursor(database.db, LIST, cursor);

  test("leads to its page", async () => {
    expect(await pageOrFirst(undefined, list)).toEqual({ page: null, first: true });
    const cursor = cursorAt(database.db, LIST, [7]);
    expect(await pageOrFirst(cursor, list)).toEqual({ page: 7, first: false });
  });

  test("with a cursor that the list never gave leads to the first page", async () => {
    expect(await pageOrFirst("typed", list)).toEqual({ page: null, first: true });
  });

  test("does not hide another fault", async () => {
    const fault = new Error("The disk does not answer.");
    const broken = () => Promise.reject(fault);
    await expect(pageOrFirst("typed", broken)).rejects.toBe(fault);
  });
});
