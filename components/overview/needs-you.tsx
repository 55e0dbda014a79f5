import { CircleCheck } from "lucide-react";
import type { ReactNode } from "react";
import type { MuteActions } from "#components/mutes/mute-actions.ts";
import { DELIVERIES } from "#components/paths.ts";
import { formatSpan } from "#components/ui/time-format.ts";
import { type OverviewFacts, WAITING_COUNTED } from "#lib/domain/overview/overview.ts";
import { Item, ItemLink } from "./item.tsx";
import { OwnAlertItem } from "./own-alert-item.tsx";
import { TroubledChannelItem } from "./troubled-channel-item.tsx";
import { countInWords } from "./words.ts";

/** What waits for less long needs nobody, ms. */
const LONG_WAIT_MS = 5 * 60_000;

type Props = {
  facts: Pick<OverviewFacts, "troubledChannels" | "ownAlerts" | "otherWaiting" | "channels">;
  now: number;
  /** Channel id → until when it is muted. */
  muted: ReadonlyMap<string, number>;
  /** Left out for users who may not mute. */
  mute: MuteActions["create"] | undefined;
};

/** One list of what an admin has to care for now, the gravest first; or one sentence that there is nothing. */
export function NeedsYou({ facts, now, muted, mute }: Props) {
  const { troubledChannels, ownAlerts, otherWaiting, channels } = facts;
  const waits = waitsLong(otherWaiting.oldestAt, now);
  if (troubledChannels.length + ownAlerts.length === 0 && !waits)
    return <Nothing channels={channels.length} />;
  return (
    <section aria-labelledby="needs-you" className="flex flex-col gap-2">
      <h2 id="needs-you" className="font-semibold">
        Needs you now
      </h2>
      <ul className="divide-y rounded-lg border bg-surface">
        {troubledChannels.map((channel) => (
          <TroubledChannelItem
            key={channel.id}
            channel={channel}
            now={now}
            mutedUntil={muted.get(channel.id)}
            mute={mute}
          />
        ))}
        {ownAlerts.map((alert) => (
          <OwnAlertItem key={alert.alertId} alert={alert} now={now} />
        ))}
        {waits && <WaitingItem waiting={otherWaiting} besides={troubledChannels.length > 0} now={now} />}
      </ul>
    </section>
  );
}

const waitsLong = (oldestAt: number | null, now: number): boolean =>
  oldestAt !== null && now - oldestAt >= LONG_WAIT_MS;

type WaitingProps = {
  waiting: OverviewFacts["otherWaiting"];
  /** The channels in trouble tell what waits for them. */
  besides: boolean;
  now: number;
};

function WaitingItem({ waiting, besides, now }: WaitingProps) {
  const count = `${countInWords(waiting.count, WAITING_COUNTED)}${besides ? " other" : ""}`;
  return (
    <Item
      tone="info"
      state="Waiting"
      name={`${count} ${waiting.count === 1 ? "delivery waits" : "deliveries wait"}`}
      href={`${DELIVERIES}?state=pending`}
    >
      {waiting.oldestAt !== null && `The oldest has waited for ${formatSpan(now - waiting.oldestAt)}. `}
      <ItemLink href={`${DELIVERIES}?state=pending`}>Show what waits, and why</ItemLink>
    </Item>
  );
}

function Nothing({ channels }: { channels: number }): ReactNode {
  if (channels === 0) return null;
  return (
    <p className="flex items-center gap-2.5 rounded-lg border bg-surface px-4 py-3 sm:px-5">
      <CircleCheck aria-hidden className="size-5 shrink-0 text-success-text" />
      <span>
        <span className="font-medium">Nothing needs you now.</span>{" "}
        <span className="text-muted">
          No webhook is failing or refusing, and nothing has waited for long.
        </span>
      </span>
    </p>
  );
}
