import {
  type AnyColumn,
  and,
  asc,
  between,
  desc,
  eq,
  gte,
  inArray,
  isNotNull,
  isNull,
  lt,
  type SQL,
  sql,
} from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { alerts, channels, deliveries, events, rules } from "#db/schema/index.ts";
import { type SeqRange, seqsOfIdStart } from "#lib/domain/numbered-id.ts";
import { deliveryId, deliveryIdColumns, isEvent } from "./row-ids.ts";

/** All channels by name. There are at most hundreds, as of rules. */
export const namedChannels = (db: Db) =>
  db
    .select({ id: channels.id, name: channels.name, enabled: channels.enabled })
    .from(channels)
    .where(isNull(channels.deletedAt))
    .orderBy(asc(channels.nameKey))
    .all();

/** All rules, oldest first. */
export const namedRules = (db: Db) =>
  db
    .select({ id: rules.id, name: rules.name, enabled: rules.enabled })
    .from(rules)
    .orderBy(asc(rules.createdAt), asc(rules.id))
    .all();

/** The alert of exactly this id. */
export const alertWithId = (db: Db, alertId: string) =>
  db
    .select({
      alertId: alerts.alertId,
      title: alerts.title,
      status: alerts.status,
      priority: alerts.priority,
    })
    .from(alerts)
    .where(eq(alerts.alertId, alertId))
    .get();

/** Sorts after every character of an id. */
const AFTER_IDS = "~";

/** How many rows of a range are looked at: all of a long history may have their ids as text. */
const LOOKED_AT = 1_000;

/** Deliveries whose id begins so, the newest first. */
export function deliveriesByIdStart(db: Db, start: string, limit: number) {
  const byText = and(gte(deliveries.id, start), lt(deliveries.id, start + AFTER_IDS));
  const found = deliveriesWhere(db, byText, limit, deliveries.id);
  for (const range of seqsOfIdStart("dlv", start)) {
    const rows = deliveriesWhere(db, isNumberedIn(db, range), limit);
    found.push(...rows.filter(({ id }) => id.startsWith(start)));
  }
  return found.toSorted((a, b) => b.seq - a.seq).slice(0, limit);
}

function isNumberedIn(db: Db, { from, to }: SeqRange): SQL | undefined {
  const newest = db
    .select({ seq: deliveries.seq })
    .from(deliveries)
    .where(between(deliveries.seq, from, to))
    .orderBy(desc(deliveries.seq))
    .limit(LOOKED_AT);
  return and(inArray(deliveries.seq, newest), isNotNull(deliveries.boot));
}

/** Deliveries of one event: its id is the `webhook-id` that receivers know. */
export const deliveriesOfEvent = (db: Db, eventId: string, limit: number) =>
  deliveriesWhere(
    db,
    eq(deliveries.eventSeq, sql`(SELECT ${events.seq} FROM ${events} WHERE ${isEvent(db, eventId)})`),
    limit,
  );

function deliveriesWhere(
  db: Db,
  condition: SQL | undefined,
  limit: number,
  newest: AnyColumn = deliveries.seq,
) {
  const rows = db
    .select({
      ...deliveryIdColumns,
      state: deliveries.state,
      alertTitle: sql<string>`coalesce(${alerts.title}, ${deliveries.alertId})`,
      channelName: channels.name,
    })
    .from(deliveries)
    .innerJoin(channels, eq(channels.id, deliveries.channelId))
    .leftJoin(alerts, eq(alerts.alertId, deliveries.alertId))
    .where(condition)
    .orderBy(desc(newest))
    .limit(limit)
    .all();
  return rows.map((row) => ({ ...row, id: deliveryId(db, row) }));
}
