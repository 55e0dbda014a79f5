import { and, eq, isNotNull, lt, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { snsSubscriptions } from "#db/schema/index.ts";

type Row = typeof snsSubscriptions.$inferSelect;

/** The place that a subscription's sealed URL is bound to. */
export const snsUrlPlace = (id: string) => ({ table: "sns_subscriptions", row: id, field: "url" });

const waits = isNotNull(snsSubscriptions.sealedUrl);

export const snsSubscription = (db: Db, id: string): Row | undefined =>
  db.select().from(snsSubscriptions).where(eq(snsSubscriptions.id, id)).get();

/** The subscription that a key's topic asked for before, if it did. */
export const snsSubscriptionOf = (db: Db, topicArn: string, apiKeyId: string): Row | undefined =>
  db
    .select()
    .from(snsSubscriptions)
    .where(and(eq(snsSubscriptions.topicArn, topicArn), eq(snsSubscriptions.apiKeyId, apiKeyId)))
    .get();

export function putSnsSubscription(db: Db, row: typeof snsSubscriptions.$inferInsert): void {
  const { id, ...set } = row;
  db.insert(snsSubscriptions).values(row).onConflictDoUpdate({ target: snsSubscriptions.id, set }).run();
}

export function updateSnsSubscription(db: Db, id: string, set: Partial<Row>): void {
  db.update(snsSubscriptions).set(set).where(eq(snsSubscriptions.id, id)).run();
}

export function deleteSnsSubscription(db: Db, id: string): void {
  db.delete(snsSubscriptions).where(eq(snsSubscriptions.id, id)).run();
}

/** Removes those that have waited for a click since before a moment, ms since 1970. */
export function forgetWaitingSubscriptions(db: Db, before: number): void {
  db.delete(snsSubscriptions)
    .where(and(waits, lt(snsSubscriptions.requestedAt, before)))
    .run();
}

/** Up to `limit` sealed URLs of subscriptions after `after`, by id. */
export const someSnsUrls = (db: Db, after: string, limit: number): { id: string; sealed: Buffer }[] =>
  db
    .select({ id: snsSubscriptions.id, sealed: snsSubscriptions.sealedUrl })
    .from(snsSubscriptions)
    .where(and(waits, sql`${snsSubscriptions.id} > ${after}`))
    .orderBy(snsSubscriptions.id)
    .limit(limit)
    .all()
    .flatMap(({ id, sealed }) => (sealed === null ? [] : [{ id, sealed }]));
