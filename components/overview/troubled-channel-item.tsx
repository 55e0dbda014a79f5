import { CHANNEL_STATUSES } from "#components/channels/channel-status.tsx";
import { failureText } from "#components/deliveries/failure-text.ts";
import type { MuteActions } from "#components/mutes/mute-actions.ts";
import { MuteButton } from "#components/mutes/mute-button.tsx";
import { MutedBadge } from "#components/mutes/muted-badge.tsx";
import { certificatePath, channelDeliveriesPath, deliveryPath, webhookPath } from "#components/paths.ts";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { PENDING_COUNTED } from "#lib/domain/channel/pending.ts";
import type { TroubledChannel } from "#lib/domain/overview/overview.ts";
import { Item, ItemLink } from "./item.tsx";
import { countInWords } from "./words.ts";

type Props = {
  channel: TroubledChannel;
  now: number;
  mutedUntil: number | undefined;
  mute: MuteActions["create"] | undefined;
};

/** A channel in trouble: why, since when, and the next steps. */
export function TroubledChannelItem({ channel, now, mutedUntil, mute }: Props) {
  const { id, name, health, since } = channel;
  const { word, tone } = CHANNEL_STATUSES[health];
  return (
    <Item
      tone={health === "disabled" ? "warning" : tone}
      state={word}
      name={name}
      href={webhookPath(id)}
      aside={
        <>
          {since !== null && (
            <span className="text-muted text-sm">
              began <RelativeTime at={since} now={now} />
            </span>
          )}
          <MutedBadge until={mutedUntil} />
        </>
      }
      actions={
        mute &&
        health !== "disabled" &&
        mutedUntil === undefined && <MuteButton thing={{ channel_id: id }} name={name} create={mute} />
      }
    >
      <Reason channel={channel} />
      <Steps channel={channel} />
    </Item>
  );
}

function Reason({ channel: { health, reason } }: { channel: TroubledChannel }) {
  const { what, advice } = failureText(reason ?? "");
  return (
    <p>
      {reason !== null && (
        <bdi className="text-ink">
          {what} {advice}
        </bdi>
      )}
      {health === "disabled" && " New alerts are not sent to it until it is enabled."}
    </p>
  );
}

function Steps({ channel }: { channel: TroubledChannel }) {
  const { id, health, waiting, failedDeliveryId, certificateChanged } = channel;
  return (
    <p className="flex flex-wrap gap-x-4">
      {health === "disabled" && <ItemLink href={webhookPath(id)}>Look at it, and enable it</ItemLink>}
      {certificateChanged && <ItemLink href={certificatePath(id)}>Compare its certificates</ItemLink>}
      {failedDeliveryId !== null && health !== "disabled" && (
        <ItemLink href={deliveryPath(failedDeliveryId)}>View the last failure</ItemLink>
      )}
      {health === "refusing" && (
        <ItemLink href={channelDeliveriesPath(id, "failed")}>Show what failed</ItemLink>
      )}
      {waiting > 0 && (
        <ItemLink href={channelDeliveriesPath(id, "pending")}>
          {countInWords(waiting, PENDING_COUNTED)} {waiting === 1 ? "delivery waits" : "deliveries wait"}
        </ItemLink>
      )}
    </p>
  );
}
