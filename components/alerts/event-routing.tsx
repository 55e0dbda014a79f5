import { ChannelLink } from "#components/deliveries/channel-link.tsx";
import { DeliveryState } from "#components/deliveries/delivery-state.tsx";
import { WaitWords } from "#components/deliveries/wait-words.tsx";
import { OutsideText } from "#components/ui/outside-text.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { Status } from "#components/ui/status.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { NotSentReason } from "#lib/domain/alert/routing.ts";
import type { RoutedDelivery, Routing } from "#lib/domain/alert/timeline.ts";
import { REASON_MEANS } from "#lib/domain/delivery/delivery.ts";
import type { Wait } from "#lib/domain/delivery/wait.ts";

/** An event's delivery to each channel, or the reason why there is none. */
export function EventRouting({ routing }: { routing: readonly Routing[] }) {
  if (routing.length === 0)
    return <p className="text-muted text-sm">There was no webhook when this came in.</p>;
  return (
    <ul aria-label="Webhooks" className="flex flex-col gap-1.5">
      {routing.map((one) => (
        <li
          key={one.channelId}
          className="grid items-baseline gap-x-4 gap-y-0.5 text-sm sm:grid-cols-[minmax(0,11rem)_minmax(0,1fr)]"
        >
          <span className="wrap-anywhere">
            <ChannelLink delivery={one} />
          </span>
          {one.delivery === null ? <NotSent {...one} /> : <Sent delivery={one.delivery} />}
          {one.wait && <Waits wait={one.wait} />}
        </li>
      ))}
    </ul>
  );
}

function Sent({ delivery }: { delivery: RoutedDelivery }) {
  const { id, state } = delivery;
  const why = whyNotDelivered(delivery);
  return (
    <span className="flex flex-wrap items-center gap-x-3">
      <TextLink plain prefetch={false} href={`/deliveries/${id}`}>
        <DeliveryState state={state} />
      </TextLink>
      {why !== "" && <OutsideText text={why} className="wrap-anywhere text-muted" />}
    </span>
  );
}

function whyNotDelivered({ state, reason, lastMessage }: RoutedDelivery): string {
  if (state === "delivered") return "";
  return [reason && REASON_MEANS[reason], lastMessage].filter(Boolean).join(" ");
}

function NotSent({ reason, message }: { reason: NotSentReason; message: string }) {
  return (
    <span className="flex flex-wrap items-center gap-x-3">
      <Status tone="neutral">{reason === "muted" ? "Muted" : "Not sent"}</Status>
      <OutsideText text={message} className="wrap-anywhere text-muted" />
    </span>
  );
}

function Waits({ wait }: { wait: Wait }) {
  return (
    <span className="text-muted sm:col-start-2">
      <WaitWords wait={wait} time={(until) => <RelativeTime at={until} />} />
    </span>
  );
}
