import type { Db } from "#db/client.ts";
import { findAlertHistory } from "#db/queries/alert-history.ts";
import { findDelivery, listDeliveries } from "#db/queries/deliveries.ts";
import type { AlertEvent } from "#lib/domain/alert/timeline.ts";
import type { DeliveryView } from "#lib/domain/delivery/delivery.ts";
import { answerOf, type Receivers } from "./receivers.ts";
import { ALERTS, type DeliveryRecord, type History, type PostAnswer } from "./steps.ts";

type Known = {
  posts: PostAnswer[];
  /** In the order of receipt. */
  eventIds: string[];
  channelIds: string[];
  receivers: Receivers;
};

export const alertId = (alert: number): string => `alert-${alert}`;

/** Reads the whole history through the queries that pages and REST use. */
export async function readHistory(
  db: Db,
  { posts, eventIds, channelIds, receivers }: Known,
): Promise<History> {
  const numberOf = (eventId: string) => eventIds.indexOf(eventId);
  const events = new Map<number, History["events"][number]>();
  for (let alert = 0; alert < ALERTS; alert++)
    for (const event of (await findAlertHistory(db, alertId(alert)))?.events.data ?? [])
      events.set(numberOf(event.eventId), eventOf(alert, event, channelIds));
  const channels = channelIds.map(async (channelId) => ({
    deliveries: await recordsOf(db, channelId, numberOf),
    requests: requestsOf(channelId, receivers, numberOf, events),
    inFlight: inFlightOf(receivers, channelId, eventIds),
  }));
  const inOrder = [...events.keys()].toSorted((a, b) => a - b).flatMap((event) => events.get(event) ?? []);
  return { posts, events: inOrder, channels: await Promise.all(channels) };
}

function eventOf(alert: number, { payload, routing }: AlertEvent, channelIds: string[]) {
  const there = routing.map(({ channelId, delivery, reason }) => [
    channelIds.indexOf(channelId),
    delivery === null ? reason : ("sent" as const),
  ]);
  return { alert, status: payload.status, routing: Object.fromEntries(there) };
}

/** The events of the channel's requests that have no answer yet, oldest first. */
export const inFlightOf = (receivers: Receivers, channelId: string, eventIds: string[]): number[] =>
  receivers
    .inFlight(channelId)
    .map((eventId) => eventIds.indexOf(eventId))
    .toSorted((a, b) => a - b);

/** A channel's deliveries, oldest event first. */
export async function deliveriesOf(db: Db, channelId: string): Promise<DeliveryView[]> {
  const { data } = await listDeliveries(db, { channelId, limit: 100 });
  return data.toReversed();
}

async function recordsOf(
  db: Db,
  channelId: string,
  numberOf: (eventId: string) => number,
): Promise<DeliveryRecord[]> {
  const views = await deliveriesOf(db, channelId);
  return Promise.all(
    views.map(async ({ id, eventId, state, reason, nextAttemptAt }) => ({
      event: numberOf(eventId),
      state,
      reason,
      attempts: ((await findDelivery(db, id))?.attempts ?? []).flatMap(({ status }) => answerOf(status)),
      behind: state === "pending" && nextAttemptAt === null,
    })),
  );
}

function requestsOf(
  channelId: string,
  { requests }: Receivers,
  numberOf: (eventId: string) => number,
  events: Map<number, { alert: number }>,
): Record<number, number[]> {
  const own = requests.filter((one) => one.channelId === channelId).map(({ eventId }) => numberOf(eventId));
  return Object.fromEntries(
    [...Map.groupBy(own, (event) => events.get(event)?.alert ?? -1)].map(([alert, of]) => [alert, of]),
  );
}
