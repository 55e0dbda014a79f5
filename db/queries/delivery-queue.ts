import type { Db } from "#db/client.ts";
import { statement } from "#db/statement.ts";
import type { Priority } from "#lib/domain/alert/alert.ts";
import { readReached } from "./follow-up.ts";
import type { Line, Lines, Place } from "./lines.ts";
import { deliveryId, eventId, type IdColumns } from "./row-ids.ts";

/*
 * The queue: an alert's deliveries to one channel form a line. Only the head of a line has a
 * `next_attempt_at`, so only the head can be due. Conditions on `state` are literals, not parameters, because
 * SQLite then uses the partial indexes.
 */

export type NewDelivery = Line & {
  seq: number;
  boot: number;
  eventSeq: number;
  ruleId: string | null;
  priority: Priority | null;
};

const insertDelivery = statement<
  NewDelivery & { position: number; nextAttemptAt: number | null; now: number }
>(
  `INSERT INTO deliveries
     (seq, boot, event_seq, alert_id, channel_id, position, state, test, rule_id, priority,
      attempts_made, schedule_start, next_attempt_at, created_at)
   VALUES (@seq, @boot, @eventSeq, @alertId, @channelId, @position, 'pending', 0, @ruleId, @priority,
      0, 0, @nextAttemptAt, @now)`,
);

/** Puts a delivery at the end of its line; the head is due at once. Returns its place. */
export function enqueueDelivery(db: Db, lines: Lines, delivery: NewDelivery, now: number): Place {
  const place = lines.join(delivery, now);
  const nextAttemptAt = place.head ? now : null;
  insertDelivery(db).run({ ...delivery, position: place.position, nextAttemptAt, now });
  return place;
}

/** A delivery that is due, with everything that its request needs from the event. */
export type DueDelivery = {
  seq: number;
  id: string;
  eventSeq: number;
  eventId: string;
  alertId: string;
  /** Its place in its line. */
  position: number;
  /** The event's `Payload` as JSON, as it is stored. */
  payloadText: string;
  /** How many installations of Tocsin the event has passed through. */
  hops: number;
  /** The id of the HTTP request that made the event, if one did. */
  requestId: string | null;
  ruleId: string | null;
  priority: Priority | null;
  attemptsMade: number;
  scheduleStart: number;
  /** When its event was received, ms since 1970. */
  createdAt: number;
  /** When it was sent again, ms since 1970; null if it never was. */
  waitsSince: number | null;
  /** The job that queued it again; null for any other. */
  jobSeq: number | null;
};

type DueRow = Omit<DueDelivery, "id" | "eventId"> &
  IdColumns & { eventBoot: number | null; eventTextId: string | null };

const DUE = `SELECT deliveries.seq, deliveries.boot, deliveries.id,
     events.seq AS eventSeq, events.boot AS eventBoot, events.id AS eventTextId,
     deliveries.alert_id AS alertId, deliveries.position, events.payload AS payloadText, events.hops,
     events.request_id AS requestId,
     deliveries.rule_id AS ruleId, deliveries.priority, deliveries.attempts_made AS attemptsMade,
     deliveries.schedule_start AS scheduleStart, deliveries.created_at AS createdAt,
     deliveries.waits_since AS waitsSince,
     deliveries.job_seq AS jobSeq`;
const WITH_EVENT = "JOIN events ON events.seq = deliveries.event_seq";

type Part = { channelId: string; now: number; limit: number };

const IS_DUE = "state = 'pending' AND channel_id = +@channelId AND next_attempt_at <= +@now";
const LONGEST_DUE_FIRST = "ORDER BY next_attempt_at, deliveries.seq LIMIT @limit";
const dueOwn = statement<Part, DueRow>(
  `${DUE} FROM deliveries ${WITH_EVENT} WHERE ${IS_DUE} AND job_seq IS NULL ${LONGEST_DUE_FIRST}`,
);
/** Jobs keep few queued, so their own index is the short way, however many others are due. */
const dueOfJobs = statement<Part, DueRow>(
  `${DUE} FROM deliveries INDEXED BY deliveries_of_job ${WITH_EVENT}
   WHERE ${IS_DUE} AND job_seq IS NOT NULL ${LONGEST_DUE_FIRST}`,
);

/**
 * The channel's deliveries that are due at `now` (ms), the longest due first, without those in `except`:
 * those that jobs have queued, or all others. Reads at most `limit` rows; `read` says how many.
 */
export function dueDeliveries(
  db: Db,
  { ofJobs, ...where }: Part & { ofJobs: boolean },
  except: ReadonlySet<number>,
): { deliveries: DueDelivery[]; read: number } {
  const rows = (ofJobs ? dueOfJobs : dueOwn)(db).all(where);
  const wanted = rows.filter(({ seq }) => !except.has(seq));
  return { deliveries: wanted.map((row) => toDueDelivery(db, row)), read: rows.length };
}

function toDueDelivery(db: Db, { boot, eventBoot, eventTextId, ...row }: DueRow): DueDelivery {
  return {
    ...row,
    id: deliveryId(db, { seq: row.seq, boot, id: row.id }),
    eventId: eventId(db, { seq: row.eventSeq, boot: eventBoot, id: eventTextId }),
  };
}

const hurry = statement<{ seq: number; now: number }>(
  "UPDATE deliveries SET next_attempt_at = @now WHERE seq = +@seq",
);
const bySeq = statement<{ seq: number }, DueRow>(
  `${DUE} FROM deliveries ${WITH_EVENT} WHERE deliveries.seq = +@seq`,
);

/** Makes the head of a line due at `now` (ms) and returns it. */
export function makeDue(db: Db, what: { seq: number; now: number }): DueDelivery {
  hurry(db).run(what);
  const row = bySeq(db).get(what);
  if (row === undefined) throw new Error(`The delivery ${what.seq} has no event.`);
  return toDueDelivery(db, row);
}

const headOfLine = statement<Line, IdColumns>(
  `SELECT seq, boot, id FROM deliveries
   WHERE state = 'pending' AND channel_id = +@channelId AND alert_id = +@alertId
   ORDER BY position LIMIT 1`,
);

/** The id of the first delivery of a line; undefined if nothing waits. */
export function headOf(db: Db, line: Line): string | undefined {
  const head = headOfLine(db).get(line);
  return head && deliveryId(db, head);
}

const nextDue = statement<{ channelId: string; now: number }, { at: number | null }>(
  `SELECT min(next_attempt_at) AS at FROM deliveries
   WHERE state = 'pending' AND channel_id = +@channelId AND next_attempt_at > +@now`,
);

/** When the channel's next delivery becomes due after `now` (ms), or null. */
export const nextDueAt = (db: Db, where: { channelId: string; now: number }): number | null =>
  nextDue(db).get(where)?.at ?? null;

type Requeued = {
  seq: number;
  position: number;
  nextAttemptAt: number | null;
  now: number;
  jobSeq: number | null;
};

const requeue = statement<Requeued, { attemptsMade: number }>(
  `UPDATE deliveries SET state = 'pending', reason = NULL, position = @position, finished_at = NULL,
     schedule_start = attempts_made, next_attempt_at = @nextAttemptAt, waits_since = @now, job_seq = @jobSeq,
     held = NULL
   WHERE seq = +@seq RETURNING attempts_made AS attemptsMade`,
);

/** A delivery and its place in its line, which is its former one if it has ended. */
export type InLine = Line & { seq: number; position: number };

/**
 * Puts a finished delivery at the end of its line again, with a new schedule; `jobSeq` is the job that does. One
 * that ended before any attempt counts again as sent by its alert.
 */
export function requeueDelivery(
  db: Db,
  lines: Lines,
  { seq, position: own, ...line }: InLine,
  { now, jobSeq = null }: { now: number; jobSeq?: number | null },
): void {
  // An attempt of before may still be in flight: its position must not be taken for the new one.
  const { position, head } = lines.join(line, now, own);
  const requeued = requeue(db).get({ seq, position, nextAttemptAt: head ? now : null, now, jobSeq });
  if (requeued?.attemptsMade === 0) readReached(db, line);
}
