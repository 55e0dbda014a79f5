import { and, desc, eq, gt, type SQL, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { alerts, apiKeys, senderHours, senders, sources } from "#db/schema/index.ts";
import { DAY_HOURS, hourOf, type SenderHour, type SenderView } from "#lib/domain/source/sender-view.ts";

/** Each key may post to each source, but a page that reads all of them must end. */
const SHOWN = 500;

/**
 * Who posts to which source: the 500 with the newest posts, the newest first, then the sources of one's own that nobody has posted to.
 * `now` is in ms.
 */
export async function listSenders(db: Db, now: number): Promise<SenderView[]> {
  return [...viewsWhere(db, undefined, now), ...unheardSources(db)];
}

/** The same for one source. */
export const sendersOf = async (db: Db, source: string, now: number): Promise<SenderView[]> =>
  viewsWhere(db, eq(senders.source, source), now);

const newestPost = sql`max(coalesce(${senders.lastReceivedAt}, 0), coalesce(${senders.lastRefusedAt}, 0))`;

function viewsWhere(db: Db, condition: SQL | undefined, now: number): SenderView[] {
  const counts = countsByHour(db, now);
  return db
    .select({
      row: senders,
      ownName: sources.name,
      keyName: apiKeys.name,
      alertTitle: alerts.title,
      ...counts.columns,
    })
    .from(senders)
    .leftJoin(sources, and(eq(sources.id, senders.source), eq(sources.type, "json")))
    .leftJoin(apiKeys, eq(apiKeys.id, senders.apiKeyId))
    .leftJoin(alerts, eq(alerts.alertId, senders.lastAlertId))
    .leftJoin(
      counts.table,
      and(eq(counts.table.source, senders.source), eq(counts.table.apiKeyId, senders.apiKeyId)),
    )
    .where(condition)
    .orderBy(desc(newestPost), senders.source, senders.apiKeyId)
    .limit(SHOWN)
    .all()
    .map(({ row, ownName, keyName, alertTitle, ...counted }) => ({
      source: row.source,
      ownName,
      apiKeyId: row.apiKeyId,
      keyName,
      lastReceivedAt: row.lastReceivedAt,
      lastAlert:
        row.lastAlertId === null || alertTitle === null ? null : { id: row.lastAlertId, title: alertTitle },
      lastRefusedAt: row.lastRefusedAt,
      lastRefusal: row.lastRefusal,
      alertsThisHour: counted.alertsThisHour ?? 0,
      alertsLastDay: counted.alertsLastDay ?? 0,
      refusedLastDay: counted.refusedLastDay ?? 0,
    }));
}

function countsByHour(db: Db, now: number) {
  const thisHour = hourOf(now);
  const table = db
    .select({
      source: senderHours.source,
      apiKeyId: senderHours.apiKeyId,
      thisHour:
        sql<number>`sum(CASE WHEN ${senderHours.hour} = ${thisHour} THEN ${senderHours.alerts} ELSE 0 END)`.as(
          "this_hour",
        ),
      lastDay: sql<number>`sum(${senderHours.alerts})`.as("last_day"),
      refused: sql<number>`sum(${senderHours.refused})`.as("refused_last_day"),
    })
    .from(senderHours)
    .where(gt(senderHours.hour, thisHour - DAY_HOURS))
    .groupBy(senderHours.source, senderHours.apiKeyId)
    .as("counts");
  const columns = {
    alertsThisHour: table.thisHour,
    alertsLastDay: table.lastDay,
    refusedLastDay: table.refused,
  };
  return { table, columns };
}

/** The sources of one's own without a post, newest first. */
function unheardSources(db: Db): SenderView[] {
  return db
    .select({ id: sources.id, name: sources.name })
    .from(sources)
    .leftJoin(senders, eq(senders.source, sources.id))
    .where(and(eq(sources.type, "json"), sql`${senders.source} IS NULL`))
    .orderBy(desc(sources.createdAt))
    .all()
    .map(({ id, name }) => ({ ...UNHEARD, source: id, ownName: name }));
}

const UNHEARD = {
  apiKeyId: "",
  keyName: null,
  lastReceivedAt: null,
  lastAlert: null,
  lastRefusedAt: null,
  lastRefusal: null,
  alertsThisHour: 0,
  alertsLastDay: 0,
  refusedLastDay: 0,
};

/** The hours of the last day with a post to this source, of all keys, oldest first. `now` is in ms. */
export const sourceHours = async (db: Db, source: string, now: number): Promise<SenderHour[]> =>
  db
    .select({
      hour: senderHours.hour,
      alerts: sql<number>`sum(${senderHours.alerts})`,
      refused: sql<number>`sum(${senderHours.refused})`,
    })
    .from(senderHours)
    .where(and(eq(senderHours.source, source), gt(senderHours.hour, hourOf(now) - DAY_HOURS)))
    .groupBy(senderHours.hour)
    .orderBy(senderHours.hour)
    .all();
