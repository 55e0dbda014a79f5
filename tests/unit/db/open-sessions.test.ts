import { afterEach, beforeEach, expect, test } from "vitest";
import { sessionsOf } from "#db/queries/sessions.ts";
import { countSessions } from "#db/queries/user-views.ts";
import { findSession, insertUser } from "#db/queries/users.ts";
import { sessions } from "#db/schema/index.ts";
import { IDLE_MS } from "#lib/domain/people/session.ts";
import { type AlertsDatabase, alertsDatabase } from "../../support/stored-alerts.ts";

const NOW = Date.parse("2026-11-29T12:00:00Z");

let database: AlertsDatabase;

beforeEach(() => {
  database = alertsDatabase();
  const user = { email: "ada@example.com", name: "Ada", role: "admin", createdAt: 0 } as const;
  insertUser(database.db, { id: "usr_1", ...user });
});

afterEach(() => database[Symbol.dispose]());

test.each([
  ["in use", { expiresAt: NOW + 1, lastSeenAt: NOW - IDLE_MS + 1 }, true],
  ["at its end", { expiresAt: NOW, lastSeenAt: NOW }, false],
  ["idle for too long", { expiresAt: NOW + 1, lastSeenAt: NOW - IDLE_MS }, false],
])("a session %s is open or not wherever it is asked for", (_, times, open) => {
  database.db
    .insert(sessions)
    .values({ id: "ses_1", userId: "usr_1", createdAt: 0, ...times })
    .run();
  expect([
    findSession(database.db, "ses_1", NOW) !== undefined,
    sessionsOf(database.db, "usr_1", NOW).length === 1,
    countSessions(database.db, "usr_1", NOW) === 1,
  ]).toEqual([open, open, open]);
});
