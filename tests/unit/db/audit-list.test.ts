import { afterEach, beforeEach, expect, test } from "vitest";
import { auditActors, auditThing, auditThings, listAudit } from "#db/queries/audit-list.ts";
import { type AlertsDatabase, alertsDatabase } from "../../support/stored-alerts.ts";
import { insertAuditRows } from "./audit-rows.ts";

let database: AlertsDatabase;

beforeEach(() => {
  database = alertsDatabase();
});

afterEach(() => database[Symbol.dispose]());

const ada = { actorKind: "user", actorId: "usr_ada", actorName: "Ada" } as const;

test("pages lead from one to the next, newest first, and the last has no cursor", async () => {
  insertAuditRows(database.db, [{ at: 1 }, { at: 2 }, { at: 3 }, { at: 4 }]);
  const first = await listAudit(database.db, { limit: 2 });
  expect(first.data.map(({ at }) => at)).toEqual([4, 3]);
  const second = await listAudit(database.db, { limit: 2, cursor: first.nextCursor ?? "" });
  expect(second.data.map(({ at }) => at)).toEqual([2, 1]);
  expect([second.nextCursor, first.lookedBackTo, second.lookedBackTo]).toEqual([null, null, null]);
});

test("a filter that matches hardly anything gives up, says how far it looked, and leads on", async () => {
  insertAuditRows(database.db, [
    { at: 1, ...ada, action: "rules.delete" },
    ...Array.from({ length: 9 }, (_, index) => ({ at: 2 + index, ...ada })),
  ]);
  const filter = { actorId: "usr_ada", action: "rules.delete" } as const;
  const most = Array.from({ length: 5 }, (_, index) => ({ at: 20 + index, action: "rules.delete" as const }));
  insertAuditRows(database.db, most);
  const first = await listAudit(database.db, filter, 5);
  expect(first).toMatchObject({ data: [], lookedBackTo: 6 });
  const second = await listAudit(database.db, { ...filter, cursor: first.nextCursor ?? "" }, 5);
  expect(second.data.map(({ at }) => at)).toEqual([1]);
});

test("a cursor of another filter is refused", async () => {
  insertAuditRows(database.db, [{ at: 1 }, { at: 2 }]);
  const { nextCursor } = await listAudit(database.db, { limit: 1 });
  const cursor = nextCursor ?? "";
  await expect(listAudit(database.db, { limit: 1, cursor, actorId: "usr_ada" })).rejects.toMatchObject({
    code: "invalid",
  });
});

test("everybody who ever did something is offered once, by the newest name", () => {
  insertAuditRows(database.db, [
    { ...ada, actorName: "Ada (old)" },
    { actorKind: "api_key", actorId: "key_1", actorName: "grafana" },
    ada,
    { actorKind: "cli", actorName: "cli" },
  ]);
  expect(auditActors(database.db)).toEqual([
    { id: "usr_ada", name: "Ada", kind: "user" },
    { id: "key_1", name: "grafana", kind: "api_key" },
  ]);
});

test("things are found by a part of their name, the last changed first, or by their id", () => {
  insertAuditRows(database.db, [
    { targetId: "chn_1", targetName: "Jira" },
    { targetId: "chn_2", targetName: "Jira too" },
    { targetId: "chn_1", targetName: "Old JIRA" },
    { targetId: "rul_1", targetName: "100%" },
    { targetId: "", targetName: "an unsaved channel" },
  ]);
  const { db } = database;
  expect(auditThings(db, "jira", 10)).toEqual([
    { id: "chn_1", name: "Old JIRA" },
    { id: "chn_2", name: "Jira too" },
  ]);
  expect(auditThings(db, "%", 10)).toEqual([{ id: "rul_1", name: "100%" }]);
  expect(auditThings(db, "chn_2", 10)).toEqual([{ id: "chn_2", name: "Jira too" }]);
  expect(auditThings(db, "", 2).map(({ id }) => id)).toEqual(["rul_1", "chn_1"]);
  expect([auditThing(db, "chn_1")?.name, auditThing(db, "chn_9")]).toEqual(["Old JIRA", null]);
});
