import { and, eq, inArray, isNull, lte } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { accountLinks, users } from "#db/schema/index.ts";
import type { AccountLinkKind } from "#lib/domain/people/session.ts";

export type AccountLink = NonNullable<ReturnType<typeof accountLinkByHash>>;

/** The link with this SHA-256, whether it can still be used or not, with what its page shows of its user. */
export const accountLinkByHash = (db: Db, hash: Buffer) =>
  db
    .select({
      hash: accountLinks.hash,
      kind: accountLinks.kind,
      expiresAt: accountLinks.expiresAt,
      usedAt: accountLinks.usedAt,
      userId: users.id,
      email: users.email,
      name: users.name,
      role: users.role,
      disabledAt: users.disabledAt,
    })
    .from(accountLinks)
    .innerJoin(users, eq(users.id, accountLinks.userId))
    .where(eq(accountLinks.hash, hash))
    .get();

export function insertAccountLink(db: Db, row: typeof accountLinks.$inferInsert): void {
  db.insert(accountLinks).values(row).run();
}

export function markLinkUsed(db: Db, hash: Buffer, now: number): void {
  db.update(accountLinks).set({ usedAt: now }).where(eq(accountLinks.hash, hash)).run();
}

/** Deletes a user's links of these kinds that were not used: a newer one replaces them. */
export function deleteUnusedLinks(db: Db, userId: string, kinds: readonly AccountLinkKind[]): void {
  db.delete(accountLinks)
    .where(
      and(
        eq(accountLinks.userId, userId),
        inArray(accountLinks.kind, [...kinds]),
        isNull(accountLinks.usedAt),
      ),
    )
    .run();
}

export function deleteLinksOf(db: Db, userId: string): void {
  db.delete(accountLinks).where(eq(accountLinks.userId, userId)).run();
}

/** Deletes links that expired before `before`, ms since 1970. */
export function forgetLinks(db: Db, before: number): void {
  db.delete(accountLinks).where(lte(accountLinks.expiresAt, before)).run();
}
