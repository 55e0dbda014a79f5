import { and, asc } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { channels } from "#db/schema/index.ts";
import { statement } from "#db/statement.ts";
import { type AlertStatus, PRIORITIES, type Priority } from "#lib/domain/alert/alert.ts";
import type { ChannelView } from "#lib/domain/channel/channel.ts";
import {
  ALERTS_COUNTED,
  type OpenAlerts,
  type OwnAlert,
  WAITING_COUNTED,
  type WaitingDeliveries,
} from "#lib/domain/overview/overview.ts";
import { OWN_ALERT_IDS } from "#lib/domain/own/own.ts";
import { isInTrouble } from "./channel-health.ts";
import { NOT_REDELIVERED, oldestNotRedelivered } from "./channel-queues.ts";
import { live, toChannelView } from "./channels.ts";

/** The channels that are failing or refusing, or that Tocsin itself disabled, by name. */
export const channelsInTrouble = (db: Db): ChannelView[] =>
  db
    .select()
    .from(channels)
    .where(and(live, isInTrouble))
    .orderBy(asc(channels.nameKey))
    .all()
    .map(toChannelView);

/** All channels' names by id, in the order of the names. */
export const channelNames = (db: Db): { id: string; name: string }[] =>
  db
    .select({ id: channels.id, name: channels.name })
    .from(channels)
    .where(live)
    .orderBy(asc(channels.nameKey))
    .all();

/** The `+` keeps SQLite from walking all open alerts, of which there may be many. */
const own = statement<{ from: string; to: string }, OwnAlert>(
  `SELECT alerts.alert_id AS alertId, alerts.title, alerts.priority, alerts.status,
     last.payload ->> 'description' AS description, coalesce(opened.received_at, alerts.first_at) AS since
   FROM alerts JOIN events AS last ON last.seq = alerts.last_event_seq
     LEFT JOIN events AS opened ON opened.seq = alerts.opened_seq
   WHERE alerts.alert_id >= +@from AND alerts.alert_id < +@to AND +alerts.status IN ('Open', 'Acknowledged')
   ORDER BY since DESC LIMIT 50`,
);

/** Tocsin's own alerts that are Open or Acknowledged, the newest first. */
export const ongoingAlertsOfTocsin = (db: Db): OwnAlert[] => own(db).all(OWN_ALERT_IDS);

const countOf = statement<{ status: AlertStatus; priority: Priority; limit: number }, { count: number }>(
  `SELECT count(*) AS count FROM
     (SELECT 1 FROM alerts WHERE status = +@status AND priority = +@priority LIMIT @limit)`,
);

/** How many alerts of each priority are Open. */
export function countOpenAlerts(db: Db): OpenAlerts {
  const counted = PRIORITIES.map((priority) => {
    const found = countOf(db).get({ status: "Open", priority, limit: ALERTS_COUNTED + 1 });
    return [priority, found?.count ?? 0] as const;
  });
  return Object.fromEntries(counted) as OpenAlerts;
}

const waiting = statement<{ limit: number }, { count: number }>(
  "SELECT count(*) AS count FROM (SELECT 1 FROM deliveries WHERE state = 'pending' LIMIT @limit)",
);

/** What waits in the queue of all channels. */
export const whatWaits = (db: Db): WaitingDeliveries => ({
  count: waiting(db).get({ limit: WAITING_COUNTED + 1 })?.count ?? 0,
  oldestAt: oldestNotRedelivered(db),
});

const waitingFor = statement<{ channelIds: string; limit: number }, { count: number }>(
  `SELECT count(*) AS count FROM
     (SELECT 1 FROM deliveries INDEXED BY deliveries_line
      WHERE state = 'pending' AND channel_id IN (SELECT value FROM json_each(@channelIds)) LIMIT @limit)`,
);

/** The oldest of a line is its head. Looks at the 200 of each channel that have been due for longest. */
const oldestFor = statement<{ channelIds: string }, { at: number | null }>(
  `SELECT min((SELECT min(created_at) FROM
       (SELECT created_at, schedule_start, waits_since FROM deliveries INDEXED BY deliveries_due
        WHERE state = 'pending' AND next_attempt_at IS NOT NULL AND channel_id = channel.value
        ORDER BY next_attempt_at LIMIT 200)
     WHERE ${NOT_REDELIVERED})) AS at
   FROM json_each(@channelIds) AS channel`,
);

/** What waits in the queues of these channels. */
export function whatWaitsFor(db: Db, ids: readonly string[]): WaitingDeliveries {
  const channelIds = JSON.stringify(ids);
  return {
    count: waitingFor(db).get({ channelIds, limit: WAITING_COUNTED + 1 })?.count ?? 0,
    oldestAt: oldestFor(db).get({ channelIds })?.at ?? null,
  };
}

const lastReceived = statement<object, { at: number }>(
  "SELECT received_at AS at FROM events ORDER BY seq DESC LIMIT 1",
);

/** When the last event was received, ms since 1970; null before the first. */
export const lastEventAt = (db: Db): number | null => lastReceived(db).get({})?.at ?? null;
