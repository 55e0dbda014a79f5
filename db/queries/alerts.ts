import { sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { events } from "#db/schema/index.ts";
import { statement } from "#db/statement.ts";
import type { Payload } from "#lib/domain/alert/alert.ts";
import type { Details } from "#lib/domain/alert/details.ts";
import type { Reached } from "#lib/domain/alert/follow-up.ts";
import type { NotSentReason } from "#lib/domain/alert/routing.ts";
import { type IdColumns, isEvent, type NewRowId, textId } from "./row-ids.ts";

/** The payload and details of an alert's last event. */
export type StoredAlert = { payload: Payload; details: Details | null };

/** The same, with the hops of that event. An event that Tocsin makes takes the hops of the one before. */
export type AlertState = StoredAlert & { hops: number; lastEvent: IdColumns };

type StateRow = { payload: string; details: string | null; hops: number } & IdColumns;

const stateOf = statement<{ alertId: string }, StateRow>(
  `SELECT events.payload, events.details, events.hops, events.seq, events.boot, events.id
   FROM alerts JOIN events ON events.seq = alerts.last_event_seq
   WHERE alerts.alert_id = +@alertId`,
);

export function storedAlert(db: Db, alertId: string): AlertState | undefined {
  const row = stateOf(db).get({ alertId });
  if (row === undefined) return undefined;
  const { payload, details, hops, seq, boot, id } = row;
  const parsed = { payload: JSON.parse(payload), details: details === null ? null : JSON.parse(details) };
  return { ...parsed, hops, lastEvent: { seq, boot, id } };
}

export type NewEvent = NewRowId & {
  payload: Payload;
  details: Details | null;
  apiKeyId: string | null;
  /** The id of the HTTP request that made it, if one did. */
  requestId?: string | null;
  remark: string | null;
  /** True if a user or a rule changed the status: this doesn't count as an occurrence. */
  statusChange?: boolean;
  test: boolean;
  receivedAt: number;
  /** How many installations of Tocsin the event has passed through. */
  hops: number;
};

/** An event as it is stored: the payload as JSON, beside its alert's id. */
export type EventRow = Omit<NewEvent, "payload" | "statusChange"> & { alertId: string; payloadText: string };

const insertEventRow = statement<
  Omit<EventRow, "id" | "details" | "test"> & {
    requestId: string | null;
    textId: string | null;
    details: string | null;
    test: 0 | 1;
  }
>(
  `INSERT INTO events (seq, boot, id, alert_id, payload, details, api_key_id, request_id, remark, test,
     received_at, hops)
   VALUES (@seq, @boot, @textId, @alertId, @payloadText, @details, @apiKeyId, @requestId, @remark, @test, @receivedAt, @hops)`,
);

export function insertEvent(db: Db, event: EventRow): void {
  const { seq, boot, alertId, payloadText, details, apiKeyId, remark, receivedAt, hops } = event;
  insertEventRow(db).run({
    seq,
    boot,
    textId: textId(event),
    alertId,
    payloadText,
    details: details === null ? null : JSON.stringify(details),
    apiKeyId,
    requestId: event.requestId ?? null,
    remark,
    test: event.test ? 1 : 0,
    receivedAt,
    hops,
  });
}

const upsertAlert = statement<{
  alertId: string;
  title: string;
  status: string;
  priority: string;
  category: string | null;
  sourceName: string | null;
  now: number;
  eventSeq: number;
  opened: 0 | 1;
  reached: string;
  autoResolveAt: number | null;
  endsAt: number | null;
  keepsEnd: 0 | 1;
  occurred: 0 | 1;
}>(
  `INSERT INTO alerts
     (alert_id, title, status, priority, category, source_name, occurrences, first_at, updated_at,
      last_event_seq, opened_seq, reached, auto_resolve_at, ends_at)
   VALUES (@alertId, @title, @status, @priority, @category, @sourceName, 1, @now, @now, @eventSeq, @eventSeq,
      @reached, @autoResolveAt, @endsAt)
   ON CONFLICT (alert_id) DO UPDATE SET
     title = excluded.title, status = excluded.status, priority = excluded.priority,
     category = excluded.category, source_name = excluded.source_name,
     occurrences = occurrences + @occurred, updated_at = excluded.updated_at,
     last_event_seq = excluded.last_event_seq,
     opened_seq = iif(@opened, excluded.opened_seq, opened_seq), reached = excluded.reached,
     auto_resolve_at = excluded.auto_resolve_at, ends_at = iif(@keepsEnd, ends_at, excluded.ends_at)`,
);

/** What an event changes in its alert, besides the event's own fields. */
export type AlertMove = {
  /** Whether the event opens the alert. */
  opened: boolean;
  /** The rule that last sent to each channel since the alert opened, including this event. */
  reached: Reached;
  /** When a rule resolves the alert unless another event comes first, ms since 1970; null for never. */
  autoResolveAt: number | null;
  /** When it ends unless its sender says it again, ms since 1970; null for never; `kept` as it is. */
  endsAt: number | null | "kept";
};

/** Makes the event the present state of its alert. */
export function moveAlertTo(
  db: Db,
  { seq: eventSeq, payload, receivedAt, statusChange }: NewEvent,
  { opened, reached, autoResolveAt, endsAt }: AlertMove,
): void {
  upsertAlert(db).run({
    alertId: payload.alert_id,
    title: payload.alert_title,
    status: payload.status,
    priority: payload.priority,
    category: payload.category,
    sourceName: payload.source_name,
    now: receivedAt,
    eventSeq,
    opened: opened ? 1 : 0,
    reached: JSON.stringify(reached),
    autoResolveAt,
    endsAt: endsAt === "kept" ? null : endsAt,
    keepsEnd: endsAt === "kept" ? 1 : 0,
    occurred: statusChange ? 0 : 1,
  });
}

const repeat = statement<{ alertId: string; now: number; endsAt: number | null }>(
  `UPDATE alerts SET occurrences = occurrences + 1, seen_at = @now, ends_at = @endsAt
   WHERE alert_id = +@alertId`,
);

/** Notes that a sender has said again what is stored: this is no event. Times are in ms since 1970. */
export function repeatAlert(db: Db, seen: { alertId: string; now: number; endsAt: number | null }): void {
  repeat(db).run(seen);
}

const insertNotSent = statement<NotSentRow>(
  `INSERT INTO not_sent (event_seq, channel_id, reason, message)
   VALUES (@eventSeq, @channelId, @reason, @message)`,
);

type NotSentRow = { eventSeq: number; channelId: string; reason: NotSentReason; message: string };

/** Records why a channel doesn't get the event. */
export function recordNotSent(db: Db, row: NotSentRow): void {
  insertNotSent(db).run(row);
}

/** Whether this `webhook-id` is the id of an event of this installation. */
export const isOwnEvent = (db: Db, id: string): boolean =>
  db.select({ one: sql`1` }).from(events).where(isEvent(db, id)).get() !== undefined;
