import { and, desc, eq, gte, lt, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { alerts, events } from "#db/schema/index.ts";
import type { AlertFilter } from "#lib/domain/alert/list.ts";
import { stillSo } from "./alert-row.ts";
import type { StoredAlert } from "./alerts.ts";

type ExportedAlert = StoredAlert & { occurrences: number; firstAt: number };

/** What a read found; `next` is where the one after it begins, null at the end. */
type Looked = { found: ExportedAlert[]; next: number | null };

/** Where an export of alerts begins: above the newest alert. */
export const aboveAlerts = (db: Db): number =>
  (db
    .select({ seq: sql<number>`coalesce(max(${alerts.seq}), 0)` })
    .from(alerts)
    .get()?.seq ?? 0) + 1;

/**
 * Looks at the next `looks` alerts below `above`, in the order in which they were first seen, newest first,
 * until it has found `limit`. No event moves an alert in this order, so an export has each once.
 */
export function alertsBelow(
  db: Db,
  filter: AlertFilter,
  above: number,
  { looks, limit }: { looks: number; limit: number },
): Looked {
  return db.transaction(() => {
    const last = db
      .select({ seq: alerts.seq })
      .from(alerts)
      .where(lt(alerts.seq, above))
      .orderBy(desc(alerts.seq))
      .limit(1)
      .offset(looks - 1)
      .get();
    const from = last?.seq ?? 0;
    const found = db
      .select({
        seq: alerts.seq,
        payload: events.payload,
        details: events.details,
        occurrences: alerts.occurrences,
        firstAt: alerts.firstAt,
      })
      .from(alerts)
      .innerJoin(events, eq(events.seq, alerts.lastEventSeq))
      .where(and(lt(alerts.seq, above), gte(alerts.seq, from), ...stillSo(filter)))
      .orderBy(desc(alerts.seq))
      .limit(limit)
      .all();
    const end = found.length === limit ? found.at(-1) : last;
    return { found, next: end?.seq ?? null };
  });
}
