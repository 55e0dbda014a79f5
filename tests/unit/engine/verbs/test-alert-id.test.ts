import { expect, test } from "vitest";
import { rememberTestAlertId, testAlertId } from "#lib/engine/verbs/channels/test-alert-id.ts";
import { alertsDatabase, anEvent } from "../../../support/stored-alerts.ts";

test("a Test without an alert_id gets one that no other has", () => {
  using database = alertsDatabase();
  const ids = [undefined, null].map((given) => testAlertId(database.db, given));
  expect(ids).toEqual([expect.stringMatching(/^test-/), expect.stringMatching(/^test-/)]);
  expect(new Set(ids).size).toBe(2);
});

test("a Test may use the alert_id of an earlier Test, stored or not, but no other", () => {
  using database = alertsDatabase();
  database.store(anEvent({ alert_id: "real" }));
  database.store({ ...anEvent({ alert_id: "test-stored" }), test: true });
  rememberTestAlertId("test-unsaved");
  for (const id of ["test-stored", "test-unsaved"]) expect(testAlertId(database.db, id)).toBe(id);
  for (const id of ["real", "test-unknown"])
    expect(() => testAlertId(database.db, id)).toThrow(/leave it out, or repeat/);
});

test("the newest 1,000 ids of unsaved Tests are remembered", () => {
  using database = alertsDatabase();
  for (let made = 0; made <= 1_000; made++) rememberTestAlertId(`test-many-${made}`);
  expect(() => testAlertId(database.db, "test-many-0")).toThrow();
  expect(testAlertId(database.db, "test-many-1")).toBe("test-many-1");
});
