import { and, eq, gt, lte, sql } from "drizzle-orm";
import { type Db, prepared } from "#db/client.ts";
import { idempotencyKeys } from "#db/schema/index.ts";

export type IdempotentPost = { contentHash: Buffer; eventId: string; alertId: string };

const idempotent = prepared((db) =>
  db
    .select({
      contentHash: idempotencyKeys.contentHash,
      eventId: idempotencyKeys.eventId,
      alertId: idempotencyKeys.alertId,
    })
    .from(idempotencyKeys)
    .where(
      and(
        eq(idempotencyKeys.apiKeyId, sql.placeholder("apiKeyId")),
        eq(idempotencyKeys.key, sql.placeholder("key")),
        gt(idempotencyKeys.createdAt, sql.placeholder("since")),
      ),
    )
    .prepare(),
);

/** The post that this API key made with the idempotency key `key` after `since` (ms). */
export const idempotentPost = (
  db: Db,
  where: { apiKeyId: string; key: string; since: number },
): IdempotentPost | undefined => idempotent(db).get(where);

export function rememberPost(
  db: Db,
  row: IdempotentPost & { apiKeyId: string; key: string; createdAt: number },
): void {
  const { contentHash, eventId, alertId, createdAt } = row;
  db.insert(idempotencyKeys)
    .values(row)
    .onConflictDoUpdate({
      target: [idempotencyKeys.apiKeyId, idempotencyKeys.key],
      set: { contentHash, eventId, alertId, createdAt },
    })
    .run();
}

/** Deletes at most `limit` keys that are from `until` (ms) or before; returns how many. */
export function forgetPosts(db: Db, until: number, limit: number): number {
  const old = db
    .select({ apiKeyId: idempotencyKeys.apiKeyId, key: idempotencyKeys.key })
    .from(idempotencyKeys)
    .where(lte(idempotencyKeys.createdAt, until))
    .limit(limit)
    .all();
  for (const { apiKeyId, key } of old)
    db.delete(idempotencyKeys)
      .where(and(eq(idempotencyKeys.apiKeyId, apiKeyId), eq(idempotencyKeys.key, key)))
      .run();
  return old.length;
}
