import { AlertNote } from "#components/ui/alert-note.tsx";
import { OutsideText } from "#components/ui/outside-text.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { type DeliveryView, REASON_MEANS } from "#lib/domain/delivery/delivery.ts";
import { ExpiredNote } from "./expired-note.tsx";
import { WAITS_FOR_CHANNEL } from "./words.ts";

type DeliveryNoteProps = {
  delivery: DeliveryView;
  /** The server's clock, ms since 1970. */
  now: number;
};

/** Why this delivery has not arrived, and what to do. Renders nothing if all is well. */
export function DeliveryNote({ delivery, now }: DeliveryNoteProps) {
  const { state, reason } = delivery;
  if (reason === "expired") return <ExpiredNote delivery={delivery} />;
  if (state === "failed")
    return (
      <AlertNote tone="danger" title={reason === null ? "Given up." : REASON_MEANS[reason]}>
        {delivery.lastAttempt && <OutsideText text={delivery.lastAttempt.message} />}
      </AlertNote>
    );
  if (state === "cancelled")
    return <AlertNote>{reason === null ? "This was cancelled." : REASON_MEANS[reason]}</AlertNote>;
  return state === "pending" ? <PendingNote delivery={delivery} now={now} /> : null;
}

function PendingNote({ delivery: { lastAttempt, wait }, now }: DeliveryNoteProps) {
  if (wait === null) return null;
  if (wait.why === "channel_disabled") return <AlertNote tone="warning">{WAITS_FOR_CHANNEL}</AlertNote>;
  if (wait.why === "hold" && wait.until !== null)
    return (
      <AlertNote tone="warning" title="The receiver asked Tocsin to wait.">
        It sent Retry-After, so the channel sends nothing for now. It goes on{" "}
        <RelativeTime at={wait.until} now={now} />; waiting uses up no attempt.
      </AlertNote>
    );
  if (wait.why === "failing")
    return (
      <AlertNote tone="warning" title="The channel is failing.">
        Tocsin tries one delivery at a time, at least once a minute; the others wait and use up no attempts.
      </AlertNote>
    );
  if (lastAttempt === null || lastAttempt.outcome === "delivered") return null;
  return (
    <AlertNote tone="warning" title="The last attempt failed; another one follows.">
      <OutsideText text={lastAttempt.message} />
    </AlertNote>
  );
}
