import { and, asc, eq, gt, isNotNull, lte, sql } from "drizzle-orm";
import { type Db, prepared } from "#db/client.ts";
import { alerts, events, idempotencyKeys, notSent } from "#db/schema/index.ts";
import type { Payload } from "#lib/domain/alert.ts";
import type { Details } from "#lib/domain/details.ts";
import type { NotSentReason } from "#lib/domain/rule.ts";

/** What is stored of an alert: the payload and details of its last event. */
export type StoredAlert = { payload: Payload; details: Details | null };

const stateOf = prepared((db) =>
  db
    .select({ payload: events.payload, details: events.details })
    .from(alerts)
    .innerJoin(events, eq(events.seq, alerts.lastEventSeq))
    .where(eq(alerts.alertId, sql.placeholder("alertId")))
    .prepare(),
);

export const storedAlert = (db: Db, alertId: string): StoredAlert | undefined => stateOf(db).get({ alertId });

const insertEventRow = prepared((db) =>
  db
    .insert(events)
    .values({
      id: sql.placeholder("id"),
      alertId: sql.placeholder("alertId"),
      payload: sql.placeholder("payload"),
      details: sql.placeholder("details"),
      apiKeyId: sql.placeholder("apiKeyId"),
      remark: sql.placeholder("remark"),
      test: sql.placeholder("test"),
      receivedAt: sql.placeholder("receivedAt"),
    })
    .prepare(),
);

export type NewEvent = {
  id: string;
  payload: Payload;
  details: Details | null;
  apiKeyId: string | null;
  remark: string | null;
  /** A user or a rule changed the status: no occurrence of the alert. */
  statusChange?: boolean;
  test: boolean;
  receivedAt: number;
};

/** Stores the event and returns its `seq`, its place in the order of receipt. */
export function insertEvent(db: Db, event: NewEvent): number {
  const { lastInsertRowid } = insertEventRow(db).run({ ...event, alertId: event.payload.alert_id });
  return Number(lastInsertRowid);
}

const upsertAlert = prepared((db) =>
  db
    .insert(alerts)
    .values({
      alertId: sql.placeholder("alertId"),
      title: sql.placeholder("title"),
      status: sql.placeholder("status"),
      priority: sql.placeholder("priority"),
      category: sql.placeholder("category"),
      sourceName: sql.placeholder("sourceName"),
      occurrences: 1,
      firstAt: sql.placeholder("now"),
      updatedAt: sql.placeholder("now"),
      lastEventSeq: sql.placeholder("eventSeq"),
      autoResolveAt: sql.placeholder("autoResolveAt"),
    })
    .onConflictDoUpdate({
      target: alerts.alertId,
      set: {
        title: sql`excluded.title`,
        status: sql`excluded.status`,
        priority: sql`excluded.priority`,
        category: sql`excluded.category`,
        sourceName: sql`excluded.source_name`,
        occurrences: sql`${alerts.occurrences} + ${sql.placeholder("occurred")}`,
        updatedAt: sql`excluded.updated_at`,
        lastEventSeq: sql`excluded.last_event_seq`,
        autoResolveAt: sql`excluded.auto_resolve_at`,
      },
    })
    .prepare(),
);

/** Makes the event the alert's present state, and says when a rule resolves it (ms) if no other event comes before. */
export function moveAlertTo(
  db: Db,
  eventSeq: number,
  event: NewEvent,
  autoResolveAt: number | null = null,
): void {
  upsertAlert(db).run({
    alertId: event.payload.alert_id,
    title: event.payload.alert_title,
    status: event.payload.status,
    priority: event.payload.priority,
    category: event.payload.category,
    sourceName: event.payload.source_name,
    now: event.receivedAt,
    eventSeq,
    autoResolveAt,
    occurred: event.statusChange ? 0 : 1,
  });
}

const due = prepared((db) =>
  db
    .select({ alertId: alerts.alertId })
    .from(alerts)
    .where(and(isNotNull(alerts.autoResolveAt), lte(alerts.autoResolveAt, sql.placeholder("now"))))
    .orderBy(asc(alerts.autoResolveAt))
    .limit(sql.placeholder("limit"))
    .prepare(),
);

/** At most `limit` alerts that are to be resolved by now (ms), those due first before the others. */
export const alertsToResolve = (db: Db, now: number, limit: number): string[] =>
  due(db)
    .all({ now, limit })
    .map(({ alertId }) => alertId);

const insertNotSent = prepared((db) =>
  db
    .insert(notSent)
    .values({
      eventSeq: sql.placeholder("eventSeq"),
      channelId: sql.placeholder("channelId"),
      reason: sql.placeholder("reason"),
      message: sql.placeholder("message"),
    })
    .prepare(),
);

/** Records why a channel did not get the event. */
export function recordNotSent(
  db: Db,
  row: { eventSeq: number; channelId: string; reason: NotSentReason; message: string },
): void {
  insertNotSent(db).run(row);
}

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

/** What this API key posted under `key` after `since` (ms). */
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

/** Forgets at most `limit` keys from before `until` (ms); returns how many. */
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

const eventById = prepared((db) =>
  db
    .select({ one: sql`1` })
    .from(events)
    .where(eq(events.id, sql.placeholder("id")))
    .prepare(),
);

/** Whether a `webhook-id` is one that this installation sends. */
export const isOwnEvent = (db: Db, id: string): boolean => eventById(db).get({ id }) !== undefined;
