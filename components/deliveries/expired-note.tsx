import { webhookPath } from "#components/paths.ts";
import { AlertNote } from "#components/ui/alert-note.tsx";
import { OutsideText } from "#components/ui/outside-text.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { DeliveryView } from "#lib/domain/delivery/delivery.ts";
import { whyExpired } from "./why-expired.ts";

/** Why this delivery expired, what its last attempt met, and what to do. */
export function ExpiredNote({ delivery }: { delivery: DeliveryView }) {
  const { lastAttempt, channelId, channelName, channelExists } = delivery;
  return (
    <AlertNote tone="danger" title={whyExpired(delivery)}>
      {lastAttempt === null ? (
        "It was never sent."
      ) : (
        <>
          The last attempt: <OutsideText text={lastAttempt.message} />
        </>
      )}
      {channelExists && (
        <>
          {" "}
          See on the page of{" "}
          <TextLink href={webhookPath(channelId)}>
            <OutsideText text={channelName} />
          </TextLink>{" "}
          what keeps it from delivering. Then redeliver this, if it still matters.
        </>
      )}
    </AlertNote>
  );
}
