import { and, desc, eq, isNull, lte, notInArray, or, sql } from "drizzle-orm";
import { type Db, prepared } from "#db/client.ts";
import { secondFactors, sessions, users } from "#db/schema/index.ts";
import type { Role } from "#lib/domain/people/actor.ts";
import { IDLE_MS, type SessionKind } from "#lib/domain/people/session.ts";
import { nameKey } from "#lib/domain/text.ts";
import { deleteLinksOf } from "./account-links.ts";
import { rememberDeletedUser } from "./ended-access.ts";
import { removeSecondFactor } from "./second-factors.ts";
import { isOpenAt } from "./sessions.ts";

export type UserRow = typeof users.$inferSelect;

type SessionUser = {
  id: string;
  email: string;
  name: string;
  role: Role;
  /** An IANA name; null to use the browser's. */
  timeZone: string | null;
};

/** An open session, as the database has it. */
export type OpenSession = {
  user: SessionUser;
  kind: SessionKind;
  /** When it ends unless it is used before, ms since 1970. */
  endsAt: number;
  lastSeenAt: number;
  hasPassword: boolean;
  hasSecondFactor: boolean;
};

const openSession = prepared((db) =>
  db
    .select({
      user: {
        id: users.id,
        email: users.email,
        name: users.name,
        role: users.role,
        timeZone: users.timeZone,
      },
      kind: sessions.kind,
      endsAt: sql<number>`min(${sessions.expiresAt}, ${sessions.lastSeenAt} + ${IDLE_MS})`,
      lastSeenAt: sessions.lastSeenAt,
      hasPassword: sql<number>`${users.passwordHash} IS NOT NULL`.mapWith(Boolean),
      hasSecondFactor: sql<number>`${secondFactors.confirmedAt} IS NOT NULL`.mapWith(Boolean),
    })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .leftJoin(secondFactors, eq(secondFactors.userId, users.id))
    .where(
      and(eq(sessions.id, sql.placeholder("id")), isOpenAt(sql.placeholder("now")), isNull(users.disabledAt)),
    )
    .prepare(),
);

/** A session with its user; undefined if it has ended. */
export const findSession = (db: Db, id: string, now: number): OpenSession | undefined =>
  openSession(db).get({ id, now });

export const userByEmail = (db: Db, email: string): UserRow | undefined =>
  db
    .select()
    .from(users)
    .where(eq(users.emailKey, nameKey(email)))
    .get();

/** A user's whole account. */
export const accountById = (db: Db, id: string): UserRow | undefined =>
  db.select().from(users).where(eq(users.id, id)).get();

/** A user's present name and role; undefined for one who is disabled. */
export const userById = (db: Db, id: string): Pick<UserRow, "id" | "name" | "role"> | undefined =>
  db
    .select({ id: users.id, name: users.name, role: users.role })
    .from(users)
    .where(and(eq(users.id, id), isNull(users.disabledAt)))
    .get();

export const userEmail = (db: Db, id: string): string | undefined =>
  db.select({ email: users.email }).from(users).where(eq(users.id, id)).get()?.email;

export const hasUsers = (db: Db): boolean =>
  db.select({ one: sql`1` }).from(users).limit(1).get() !== undefined;

export function insertUser(db: Db, row: Omit<typeof users.$inferInsert, "emailKey">): void {
  db.insert(users)
    .values({ ...row, emailKey: nameKey(row.email) })
    .run();
}

/** Changes the members given. */
export function updateUser(
  db: Db,
  id: string,
  changes: Partial<Pick<UserRow, "name" | "email" | "role" | "timeZone" | "disabledAt" | "oidcAllowedAt">>,
): void {
  db.update(users)
    .set({ ...changes, ...(changes.email !== undefined && { emailKey: nameKey(changes.email) }) })
    .where(eq(users.id, id))
    .run();
}

export function setPasswordHash(db: Db, userId: string, passwordHash: string): void {
  db.update(users).set({ passwordHash }).where(eq(users.id, userId)).run();
}

export function markSignedIn(db: Db, userId: string, now: number): void {
  db.update(users).set({ lastSignInAt: now }).where(eq(users.id, userId)).run();
}

export function insertSession(db: Db, row: typeof sessions.$inferInsert): void {
  db.insert(sessions).values(row).run();
}

/** Deletes a session. Returns its user, or null if there is no such session. */
export function deleteSession(db: Db, id: string): Pick<UserRow, "id" | "email"> | null {
  const session = db.delete(sessions).where(eq(sessions.id, id)).returning({ userId: sessions.userId }).get();
  if (session === undefined) return null;
  const columns = { id: users.id, email: users.email };
  return db.select(columns).from(users).where(eq(users.id, session.userId)).get() ?? null;
}

export function deleteSessionsOf(db: Db, userId: string): void {
  db.delete(sessions).where(eq(sessions.userId, userId)).run();
}

/** Ends a user's sessions, except the `keep` newest. */
export function endOldestSessions(db: Db, { userId, keep }: { userId: string; keep: number }): void {
  const newest = db
    .select({ id: sessions.id })
    .from(sessions)
    .where(eq(sessions.userId, userId))
    .orderBy(desc(sessions.createdAt), desc(sessions.id))
    .limit(keep);
  db.delete(sessions)
    .where(and(eq(sessions.userId, userId), notInArray(sessions.id, newest)))
    .run();
}

export function deleteExpiredSessions(db: Db, now: number): void {
  db.delete(sessions)
    .where(or(lte(sessions.expiresAt, now), lte(sessions.lastSeenAt, now - IDLE_MS)))
    .run();
}

/** Deletes a user with all that belongs to them alone; no restore brings them back. */
export function deleteUser(db: Db, id: string): void {
  rememberDeletedUser(db, id);
  deleteSessionsOf(db, id);
  deleteLinksOf(db, id);
  removeSecondFactor(db, id);
  db.delete(users).where(eq(users.id, id)).run();
}
