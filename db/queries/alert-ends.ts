import { and, asc, isNotNull, lte, sql } from "drizzle-orm";
import { type Db, prepared } from "#db/client.ts";
import { alerts } from "#db/schema/index.ts";
import { statement } from "#db/statement.ts";

const due = prepared((db) =>
  db
    .select({ alertId: alerts.alertId })
    .from(alerts)
    .where(and(isNotNull(alerts.autoResolveAt), lte(alerts.autoResolveAt, sql.placeholder("now"))))
    .orderBy(asc(alerts.autoResolveAt))
    .limit(sql.placeholder("limit"))
    .prepare(),
);

/** At most `limit` alerts that a rule has to resolve at `now` (ms), the longest due first. */
export const alertsToResolve = (db: Db, now: number, limit: number): string[] =>
  due(db)
    .all({ now, limit })
    .map(({ alertId }) => alertId);

const ended = statement<{ now: number; limit: number }, { alertId: string }>(
  `SELECT alert_id AS alertId FROM alerts WHERE ends_at IS NOT NULL AND ends_at <= @now
   ORDER BY ends_at LIMIT @limit`,
);

/** At most `limit` alerts whose end has come at `now` (ms), the longest due first. */
export const alertsAtTheirEnd = (db: Db, now: number, limit: number): string[] =>
  ended(db)
    .all({ now, limit })
    .map(({ alertId }) => alertId);

const someEnd = statement<object, { one: 1 }>(
  "SELECT 1 AS one FROM alerts WHERE ends_at IS NOT NULL LIMIT 1",
);

/** Whether any alert ends unless its sender says it again. */
export const someAlertEnds = (db: Db): boolean => someEnd(db).get({}) !== undefined;

const putOff = statement<{ by: number; until: number }>(
  `UPDATE alerts
   SET ends_at = ends_at + max(0, min(@by, @until - max(coalesce(seen_at, 0), updated_at)))
   WHERE ends_at IS NOT NULL`,
);

/**
 * Puts off the ends of alerts by a time in which posts were not taken, of `by` ms up to `until` (ms since 1970);
 * for an alert that was received meanwhile, by what was left of that time.
 */
export function putOffEnds(db: Db, time: { by: number; until: number }): void {
  putOff(db).run(time);
}
