import { and, eq } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { users } from "#db/schema/index.ts";
import type { Role } from "#lib/domain/people/actor.ts";
import { userState } from "#lib/domain/people/user-state.ts";

type UserRow = typeof users.$inferSelect;
type Identity = { issuer: string; subject: string };

/** The user who is linked to an identity at the OpenID provider. */
export const userByIdentity = (db: Db, { issuer, subject }: Identity): UserRow | undefined =>
  db
    .select()
    .from(users)
    .where(and(eq(users.oidcIssuer, issuer), eq(users.oidcSubject, subject)))
    .get();

/** The identity that a user is linked to, and whether they have a password besides; undefined for no user. */
export const linkedIdentity = (
  db: Db,
  userId: string,
): Pick<UserRow, "email" | "passwordHash" | "oidcIssuer" | "oidcSubject"> | undefined =>
  db
    .select({
      email: users.email,
      passwordHash: users.passwordHash,
      oidcIssuer: users.oidcIssuer,
      oidcSubject: users.oidcSubject,
    })
    .from(users)
    .where(eq(users.id, userId))
    .get();

/** Links a user to an identity; null unlinks them. An admin's permission to link is used up by either. */
export function setIdentity(db: Db, userId: string, identity: Identity | null): void {
  const { issuer = null, subject = null } = identity ?? {};
  db.update(users)
    .set({ oidcIssuer: issuer, oidcSubject: subject, oidcAllowedAt: null })
    .where(eq(users.id, userId))
    .run();
}

export function setRole(db: Db, userId: string, role: Role): void {
  db.update(users).set({ role }).where(eq(users.id, userId)).run();
}

/** Whether this user is the only active admin: without them nobody could manage users any more. */
export function isLastActiveAdmin(db: Db, userId: string): boolean {
  const admins = db.select().from(users).where(eq(users.role, "admin")).all();
  const active = admins.filter((admin) => userState(admin) === "active");
  return active.length === 1 && active[0]?.id === userId;
}
