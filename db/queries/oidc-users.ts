import { and, eq } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { users } from "#db/schema/index.ts";

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
