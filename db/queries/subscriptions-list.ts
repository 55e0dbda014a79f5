import { and, desc, eq, isNotNull, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { apiKeys, snsSubscriptions } from "#db/schema/index.ts";
import type { SubscriptionView } from "#lib/domain/source/subscription.ts";

/** Whoever has an ingest key can ask for any number of topics. */
const SHOWN = 50;

/** The subscriptions of Amazon SNS, those that wait before those confirmed, each newest first. */
export const listSubscriptions = async (db: Db): Promise<SubscriptionView[]> =>
  db
    .select({
      id: snsSubscriptions.id,
      topicArn: snsSubscriptions.topicArn,
      keyName: apiKeys.name,
      requestedAt: snsSubscriptions.requestedAt,
      confirmedAt: snsSubscriptions.confirmedAt,
      waits: sql<number>`${snsSubscriptions.sealedUrl} IS NOT NULL`,
      lastAnswer: snsSubscriptions.lastAnswer,
    })
    .from(snsSubscriptions)
    .leftJoin(apiKeys, eq(apiKeys.id, snsSubscriptions.apiKeyId))
    .orderBy(sql`${snsSubscriptions.sealedUrl} IS NULL`, desc(snsSubscriptions.requestedAt))
    .limit(SHOWN)
    .all()
    .map(({ waits, ...row }) => ({ ...row, waits: waits === 1 }));

/** How many topics wait for an admin; with `apiKeyId`, of those that asked with this key. */
export const countWaitingTopics = (db: Db, apiKeyId?: string): number =>
  db
    .select({ n: sql<number>`count(*)` })
    .from(snsSubscriptions)
    .where(
      and(
        isNotNull(snsSubscriptions.sealedUrl),
        apiKeyId === undefined ? undefined : eq(snsSubscriptions.apiKeyId, apiKeyId),
      ),
    )
    .get()?.n ?? 0;
