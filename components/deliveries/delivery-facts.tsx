import { CopyButton } from "#components/ui/copy-button.tsx";
import { KeyValue, KeyValues } from "#components/ui/key-values.tsx";
import { OutsideText } from "#components/ui/outside-text.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { HealthName } from "#lib/domain/channel/health.ts";
import type { DeliveryDetail, DeliveryView } from "#lib/domain/delivery/delivery.ts";

/** A wait this short is over before anybody has read it. */
const SOON_MS = 5_000;

type FactsProps = {
  delivery: DeliveryView & Pick<DeliveryDetail, "requestId">;
  /** Undefined if the channel was deleted. */
  health: HealthName | undefined;
  now: number;
};

/** When it was created and ended, how often it was tried, and its ids in other systems. */
export function DeliveryFacts(props: FactsProps) {
  const { delivery, now } = props;
  const { createdAt, finishedAt, attemptsMade, eventId, alertId, requestId } = delivery;
  return (
    <KeyValues>
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

function NextAttempt({ delivery: { nextAttemptAt }, health, now }: FactsProps) {
  if (health === undefined || health === "disabled") return "Once the channel is enabled";
  if (nextAttemptAt === null) return "Waits until the alert's earlier delivery to this channel has ended";
  if (nextAttemptAt - now >= SOON_MS) return <RelativeTime at={nextAttemptAt} now={now} />;
  return health === "failing" ? "When the receiver has taken another delivery" : "In a moment";
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
