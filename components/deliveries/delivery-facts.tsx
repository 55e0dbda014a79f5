import {
  ACCESS_REQUESTS,
  alertDeliveriesPath,
  alertEventPath,
  alertPath,
  linePath,
} from "#components/paths.ts";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { KeyValue, KeyValues } from "#components/ui/key-values.tsx";
import { OutsideText } from "#components/ui/outside-text.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { DeliveryDetail } from "#lib/domain/delivery/delivery.ts";
import { RuleLink } from "./rule-link.tsx";
import { isSoon } from "./soon.ts";

type FactsProps = { delivery: DeliveryDetail; now: number };

/**
 * What it belongs to, when it was created and ended, how often it was tried, and its ids in other systems.
 */
export function DeliveryFacts(props: FactsProps) {
  const { delivery, now } = props;
  const { createdAt, finishedAt, attemptsMade, eventId, alertId, eventCursor, rule, requestId } = delivery;
  return (
    <KeyValues>
      {eventCursor !== null && (
        <KeyValue label="Alert">
          <span className="flex flex-wrap gap-x-4">
            <TextLink alone href={alertPath(alertId)} prefetch={false}>
              <OutsideText text={delivery.alertTitle} />
            </TextLink>
            <TextLink alone href={alertEventPath(alertId, eventCursor)} prefetch={false}>
              Its event
            </TextLink>
            <TextLink alone href={alertDeliveriesPath(alertId)} prefetch={false}>
              All its deliveries
            </TextLink>
          </span>
        </KeyValue>
      )}
      {!delivery.test && (
        <KeyValue label="Sent by">
          {rule === null ? (
            <TextLink alone href={ACCESS_REQUESTS}>
              Access Requests
            </TextLink>
          ) : (
            <RuleLink rule={rule} />
          )}
        </KeyValue>
      )}
      <KeyValue label="Created">
        <RelativeTime at={createdAt} now={now} />
      </KeyValue>
      {finishedAt !== null && (
        <KeyValue label="Finished">
          <RelativeTime at={finishedAt} now={now} />
        </KeyValue>
      )}
      {delivery.state === "pending" && (
        <KeyValue label="Next attempt">
          <NextAttempt {...props} />
        </KeyValue>
      )}
      {delivery.state === "pending" && delivery.wait?.why !== "restored" && (
        <KeyValue label="Expires">
          <RelativeTime at={delivery.expiresAt} now={now} />, if it has not been delivered by then
        </KeyValue>
      )}
      <KeyValue label="Attempts made">{attemptsMade}</KeyValue>
      <KeyValue label="Event id (webhook-id)">
        <CopiedId id={eventId} label="Copy event id" />
      </KeyValue>
      <KeyValue label="Alert id">
        <CopiedId id={alertId} label="Copy alert id" />
      </KeyValue>
      {requestId !== null && (
        <KeyValue label="Request id (in the log)">
          <CopiedId id={requestId} label="Copy request id" />
        </KeyValue>
      )}
    </KeyValues>
  );
}

function NextAttempt({ delivery: { alertId, channelId, wait, nextAttemptAt }, now }: FactsProps) {
  switch (wait?.why) {
    case "restored":
      return "Once an admin has decided about what is held since the restore";
    case "channel_disabled":
      return "Once the channel is enabled";
    case "earlier_delivery":
      return (
        <>
          Waits until the alert's earlier delivery to this channel has ended:{" "}
          <TextLink href={linePath(alertId, channelId)} prefetch={false}>
            show what waits
          </TextLink>
        </>
      );
    case "failing":
      return "When the receiver has taken another delivery";
    default:
      return nextAttemptAt !== null && !isSoon(nextAttemptAt, now) ? (
        <RelativeTime at={nextAttemptAt} now={now} />
      ) : (
        "In a moment"
      );
  }
}

function CopiedId({ id, label }: { id: string; label: string }) {
  return (
    <span className="flex items-center gap-1">
      <code className="wrap-anywhere font-mono text-sm">
        <OutsideText text={id} />
      </code>
      <CopyButton text={id} label={label} size="icon-sm" className="-my-1" />
    </span>
  );
}
