import { afterEach, beforeEach, expect, test } from "vitest";
import { removeAuditBefore } from "#db/queries/audit-retention.ts";
import { type AlertsDatabase, alertsDatabase } from "../../support/stored-alerts.ts";
import { insertAuditRows } from "./audit-rows.ts";

let database: AlertsDatabase;

beforeEach(() => {
  database = alertsDatabase();
  insertAuditRows(database.db, [{ at: 1 }, { at: 2 }]);
});

afterEach(() => database[Symbol.dispose]());

const rows = () => database.sqlite.prepare("SELECT seq, at FROM audit ORDER BY seq").all();
const both = [
  { seq: 1, at: 1 },
  { seq: 2, at: 2 },
];

const COLUMNS = "(seq, at, actor_kind, actor_name, action)";

test.each([
  "UPDATE audit SET at = 3",
  "UPDATE audit SET details = NULL WHERE seq = 2",
  `INSERT OR REPLACE INTO audit ${COLUMNS} VALUES (2, 3, 'cli', 'cli', 'rules.update')`,
  `INSERT INTO audit ${COLUMNS} VALUES (2, 3, 'cli', 'cli', 'rules.update') ON CONFLICT DO UPDATE SET at = 3`,
])("the database refuses to change a row: %s", (change) => {
  expect(() => database.sqlite.exec(change)).toThrow("The audit log is never changed.");
  expect(rows()).toEqual(both);
});

test.each(["DELETE FROM audit", "DELETE FROM audit WHERE seq = 1"])(
  "the database refuses to remove a row: %s",
  (removal) => {
    expect(() => database.sqlite.exec(removal)).toThrow("Only its retention removes rows of the audit log.");
    expect(rows()).toEqual(both);
  },
);

test("its retention removes rows, and nothing else does after that", () => {
  expect(removeAuditBefore(database.db, 2, 10)).toBe(1);
  expect(rows()).toEqual([{ seq: 2, at: 2 }]);
  expect(() => database.sqlite.exec("DELETE FROM audit")).toThrow("Only its retention");
});
