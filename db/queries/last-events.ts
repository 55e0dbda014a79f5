import { and, desc, eq, lt, sql } from "drizzle-orm";
import { type Db, prepared } from "#db/client.ts";
import { events } from "#db/schema/index.ts";
import type { AlertStatus, Payload } from "#lib/domain/alert/alert.ts";
import type { Details } from "#lib/domain/alert/details.ts";
import { eventId, eventIdColumns, type IdColumns, isEvent } from "./row-ids.ts";

export type StoredEvent = {
  seq: number;
  id: string;
  payload: Payload;
  details: Details | null;
  receivedAt: number;
  hops: number;
};

const columns = {
  ...eventIdColumns,
  payload: events.payload,
  details: events.details,
  receivedAt: events.receivedAt,
  hops: events.hops,
};

const newest = prepared((db) =>
  db
    .select(columns)
    .from(events)
    .where(and(eq(events.test, false), lt(events.seq, sql.placeholder("below"))))
    .orderBy(desc(events.seq))
    .limit(sql.placeholder("limit"))
    .prepare(),
);

/** The newest `limit` events below a `seq`, newest first, without those of Test Webhook. */
export const lastEvents = async (
  db: Db,
  { below = Number.MAX_SAFE_INTEGER, limit }: { below?: number | undefined; limit: number },
): Promise<StoredEvent[]> =>
  newest(db)
    .all({ below, limit })
    .map((row) => toStoredEvent(db, row));

export async function findEvent(db: Db, id: string): Promise<StoredEvent | null> {
  const row = db
    .select(columns)
    .from(events)
    .where(and(isEvent(db, id), eq(events.test, false)))
    .get();
  return row === undefined ? null : toStoredEvent(db, row);
}

function toStoredEvent(db: Db, { boot, id, ...row }: Omit<StoredEvent, "id"> & IdColumns): StoredEvent {
  return { ...row, id: eventId(db, { seq: row.seq, boot, id }) };
}

const previous = prepared((db) =>
  db
    .select({ payload: events.payload })
    .from(events)
    .where(
      and(
        eq(events.alertId, sql.placeholder("alertId")),
        lt(events.seq, sql.placeholder("seq")),
        eq(events.test, false),
      ),
    )
    .orderBy(desc(events.seq))
    .limit(1)
    .prepare(),
);

/** An alert's status before the event with this `seq`; null if that was its first event. */
export const statusBefore = async (db: Db, { alertId, seq }: { alertId: string; seq: number }) =>
  previous(db).get({ alertId, seq })?.payload.status ?? (null as AlertStatus | null);
