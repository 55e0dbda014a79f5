import type { Db } from "#db/client.ts";
import { lastFailureOf } from "#db/queries/last-failure.ts";
import {
  channelNames,
  channelsInTrouble,
  countOpenAlerts,
  lastEventAt,
  ongoingAlertsOfTocsin,
  whatWaits,
  whatWaitsFor,
} from "#db/queries/overview.ts";
import { rollupsByChannel, rollupsByStart } from "#db/queries/rollups.ts";
import { countPending } from "#db/queries/waiting-deliveries.ts";
import type { ChannelView } from "#lib/domain/channel/channel.ts";
import { figuresOf, NOTHING, sumOf } from "#lib/domain/overview/figures.ts";
import type { OverviewFacts, OwnAlert, TroubledChannel } from "#lib/domain/overview/overview.ts";
import { type OverviewWindow, windowParts } from "#lib/domain/overview/window.ts";
import { topicOf } from "#lib/domain/own/own.ts";

/** Everything that the overview says at `now` (ms), for the page and for REST. */
export async function overviewAt(db: Db, window: OverviewWindow, now: number): Promise<OverviewFacts> {
  const { starts, ...place } = windowParts(window, now);
  const byStart = rollupsByStart(db, place);
  const byChannel = rollupsByChannel(db, place);
  const troubledChannels = await Promise.all(channelsInTrouble(db).map((channel) => troubled(db, channel)));
  return {
    window,
    ...place,
    troubledChannels: troubledChannels.toSorted((one, other) => GRAVITY[one.health] - GRAVITY[other.health]),
    ownAlerts: ongoingAlertsOfTocsin(db).filter((alert) => !saysTheRowOf(troubledChannels, alert)),
    ...waitingNow(db, troubledChannels),
    openAlerts: countOpenAlerts(db),
    lastEventAt: lastEventAt(db),
    total: figuresOf(sumOf([...byStart.values()])),
    parts: starts.map((at) => ({ at, ...figuresOf(byStart.get(at) ?? NOTHING) })),
    channels: channelNames(db).map((channel) => ({
      ...channel,
      ...figuresOf(byChannel.get(channel.id) ?? NOTHING),
    })),
  };
}

const GRAVITY: Record<TroubledChannel["health"], number> = { failing: 0, refusing: 1, disabled: 2 };

async function troubled(db: Db, channel: ChannelView): Promise<TroubledChannel> {
  const { id, name, health } = channel;
  const lastFailure = lastFailureOf(db, id);
  return {
    id,
    name,
    health: health === "healthy" ? "disabled" : health,
    ...whyInTrouble(channel, lastFailure?.message ?? null),
    certificateChanged: channel.certificate.offered !== null,
    failedDeliveryId: lastFailure?.deliveryId ?? null,
    waiting: await countPending(db, id),
  };
}

function whyInTrouble(
  { health, failingSince, refusingSince, refusal, disabledReason }: ChannelView,
  lastFailure: string | null,
): Pick<TroubledChannel, "since" | "reason"> {
  if (health === "failing") return { since: failingSince, reason: lastFailure };
  if (health === "refusing") return { since: refusingSince, reason: refusal || lastFailure };
  return { since: null, reason: disabledReason };
}

function waitingNow(db: Db, troubledChannels: readonly TroubledChannel[]) {
  const waiting = whatWaits(db);
  if (troubledChannels.length === 0) return { waiting, otherWaiting: waiting };
  const troubledIds = new Set(troubledChannels.map(({ id }) => id));
  const others = channelNames(db).flatMap(({ id }) => (troubledIds.has(id) ? [] : [id]));
  return { waiting, otherWaiting: whatWaitsFor(db, others) };
}

/** Whether a channel's own row says the same: the row says no more than the channel's health. */
function saysTheRowOf(troubledChannels: readonly TroubledChannel[], { alertId }: OwnAlert): boolean {
  const topic = topicOf(alertId);
  return troubledChannels.some(({ id, health }) => topic?.kind === `channel-${health}` && topic.thing === id);
}
