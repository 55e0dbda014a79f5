import { expect, test } from "vitest";
import { listAlerts } from "#db/queries/alert-pages.ts";
import { indexAlerts } from "#db/queries/alert-search.ts";
import { type AlertFilter, type AlertOrder, isFiltered } from "#lib/domain/alert/list.ts";
import { alertsDatabase, anEvent } from "../../support/stored-alerts.ts";

test("an alert that fires above the walk comes after it, a new one does not", async () => {
  using database = alertsDatabase();
  database.store(...[0, 1, 2, 3].map((n) => anEvent({ alert_id: `alert-${n}` })));
  const first = await listAlerts(database.db, { limit: 2 });
  database.store(
    anEvent({ alert_id: "alert-0" }),
    anEvent({ alert_id: "new" }),
    anEvent({ alert_id: "alert-3" }),
  );
  const second = await listAlerts(database.db, { limit: 2, cursor: first.nextCursor ?? "" });
  const third = await listAlerts(database.db, { limit: 2, cursor: second.nextCursor ?? "" });
  const ids = [first, second, third].map(({ data }) => data.map(({ alertId }) => alertId));
  expect(ids).toEqual([["alert-3", "alert-2"], ["alert-1", "alert-3"], ["alert-0"]]);
  expect(third.nextCursor).toBeNull();
  expect([first.asOf, second.asOf, third.asOf]).toEqual([4, 4, 4]);
  expect([first.readAt, third.readAt]).toEqual([4, 7]);
});

test("a list by words also finds the few alerts that the index lacks", async () => {
  using database = alertsDatabase();
  database.store(
    anEvent({ alert_id: "a", alert_title: "Disk" }),
    anEvent({ alert_id: "b", alert_title: "Disk" }),
  );
  indexAlerts(database.db, 1);
  const { data, asOf } = await listAlerts(database.db, { q: "disk" });
  expect([data.map(({ alertId }) => alertId), asOf]).toEqual([["b", "a"], 2]);
});

test("a list by words that is far behind leads on to the missing alerts, and ends once they are indexed", async () => {
  using database = alertsDatabase();
  const { db } = database;
  database.sqlite.pragma("synchronous = OFF");
  const q = "disk";
  database.store(anEvent({ alert_id: "first", alert_title: "Disk" }));
  indexAlerts(db, 10);
  const storm = Array.from({ length: 2_100 }, (_, n) =>
    anEvent({ alert_id: `storm-${n}`, alert_title: "Router" }),
  );
  database.store(...storm, anEvent({ alert_id: "first", alert_title: "Disk" }));
  const first = await listAlerts(db, { q });
  expect(first).toMatchObject({ asOf: 1, data: [{ alertId: "first" }], nextCursor: expect.any(String) });
  const meanwhile = await listAlerts(db, { q, cursor: first.nextCursor ?? "" });
  expect(meanwhile).toMatchObject({ data: [], nextCursor: expect.any(String) });
  while (indexAlerts(db, 500) > 0);
  const last = await listAlerts(db, { q, cursor: meanwhile.nextCursor ?? "" });
  expect(last).toMatchObject({ data: [{ alertId: "first" }], nextCursor: null });
});

test.each<[AlertFilter, AlertOrder]>([
  [{ status: "Open" }, { by: "updated", descending: true }],
  [{}, { by: "updated", descending: false }],
  [{}, { by: "priority", descending: true }],
  [{ q: "title" }, { by: "updated", descending: true }],
])("a cursor is good for its own list, not for that by %j in the order %j", async (other, by) => {
  using database = alertsDatabase();
  database.store(...[0, 1, 2].map((n) => anEvent({ alert_id: `alert-${n}` })));
  const { nextCursor } = await listAlerts(database.db, { limit: 1 });
  expect(isFiltered(other) || by.by !== "updated" || !by.descending).toBe(true);
  await expect(
    listAlerts(database.db, { ...other, order: by, cursor: nextCursor ?? "" }),
  ).rejects.toMatchObject({ code: "invalid", issues: [{ path: "cursor" }] });
});
