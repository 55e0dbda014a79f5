import { and, asc, count, eq, gt, isNull } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { recoveryCodes, secondFactors } from "#db/schema/index.ts";
import type { SecondFactorView } from "#lib/domain/people/second-factor.ts";

type SecondFactorRow = typeof secondFactors.$inferSelect;

/** The place that a user's sealed TOTP secret is bound to. */
export const totpPlace = (userId: string) => ({ table: "second_factors", row: userId, field: "secret" });

/** A user's second factor, confirmed or not. */
export const secondFactorOf = (db: Db, userId: string): SecondFactorRow | undefined =>
  db.select().from(secondFactors).where(eq(secondFactors.userId, userId)).get();

/** Whether a user has to give a code after the password. */
export const hasSecondFactor = (db: Db, userId: string): boolean =>
  (secondFactorOf(db, userId)?.confirmedAt ?? null) !== null;

/** A user's confirmed second factor as pages show it; null without one. */
export function secondFactorView(db: Db, userId: string): SecondFactorView | null {
  const confirmedAt = secondFactorOf(db, userId)?.confirmedAt ?? null;
  return confirmedAt === null ? null : { confirmedAt, codesLeft: recoveryCodesLeft(db, userId) };
}

/** Stores a secret that waits to be confirmed, in place of one that was never confirmed. */
export function beginSecondFactor(db: Db, row: { userId: string; secret: Buffer; createdAt: number }): void {
  const { secret, createdAt } = row;
  db.insert(secondFactors)
    .values(row)
    .onConflictDoUpdate({ target: secondFactors.userId, set: { secret, createdAt } })
    .run();
}

/** From now on, signing in asks for a code. `step` is the one of the code that confirmed it. */
export function confirmSecondFactor(
  db: Db,
  userId: string,
  { now, step }: { now: number; step: number },
): void {
  db.update(secondFactors)
    .set({ confirmedAt: now, lastStep: step })
    .where(eq(secondFactors.userId, userId))
    .run();
}

/** Codes of this step and of earlier ones no longer count. */
export function setLastStep(db: Db, userId: string, step: number): void {
  db.update(secondFactors).set({ lastStep: step }).where(eq(secondFactors.userId, userId)).run();
}

/**
 * Removes a user's second factor with its recovery codes, and a secret that was never confirmed. Returns whether
 * signing in asked for a code until now.
 */
export function removeSecondFactor(db: Db, userId: string): boolean {
  db.delete(recoveryCodes).where(eq(recoveryCodes.userId, userId)).run();
  const removed = db
    .delete(secondFactors)
    .where(eq(secondFactors.userId, userId))
    .returning({ confirmedAt: secondFactors.confirmedAt })
    .get();
  return removed !== undefined && removed.confirmedAt !== null;
}

/** Gives a user these recovery codes in place of all earlier ones. */
export function replaceRecoveryCodes(db: Db, userId: string, hashes: readonly Buffer[]): void {
  db.delete(recoveryCodes).where(eq(recoveryCodes.userId, userId)).run();
  db.insert(recoveryCodes)
    .values(hashes.map((hash) => ({ userId, hash })))
    .run();
}

/** Uses up a recovery code. Returns false if it is not the user's, or was used before. */
export function spendRecoveryCode(
  db: Db,
  userId: string,
  { hash, now }: { hash: Buffer; now: number },
): boolean {
  const unused = and(
    eq(recoveryCodes.userId, userId),
    eq(recoveryCodes.hash, hash),
    isNull(recoveryCodes.usedAt),
  );
  return db.update(recoveryCodes).set({ usedAt: now }).where(unused).run().changes > 0;
}

function recoveryCodesLeft(db: Db, userId: string): number {
  const unused = and(eq(recoveryCodes.userId, userId), isNull(recoveryCodes.usedAt));
  return db.select({ n: count() }).from(recoveryCodes).where(unused).get()?.n ?? 0;
}

/** At most `limit` sealed secrets of the users after `after`, in order, so that a rotation can go in steps. */
export const someTotpSecrets = (
  db: Db,
  after: string,
  limit: number,
): Pick<SecondFactorRow, "userId" | "secret">[] =>
  db
    .select({ userId: secondFactors.userId, secret: secondFactors.secret })
    .from(secondFactors)
    .where(gt(secondFactors.userId, after))
    .orderBy(asc(secondFactors.userId))
    .limit(limit)
    .all();

export function setTotpSecret(db: Db, userId: string, secret: Buffer): void {
  db.update(secondFactors).set({ secret }).where(eq(secondFactors.userId, userId)).run();
}
