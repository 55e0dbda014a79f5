import { AlertNote } from "#components/ui/alert-note.tsx";
import { OutsideText } from "#components/ui/outside-text.tsx";
import { type DeliveryView, REASON_MEANS } from "#lib/domain/delivery.ts";

type DeliveryNoteProps = { delivery: DeliveryView; channelEnabled: boolean };

/** What stands in the way of this delivery, and what to do; nothing where all is well. */
export function DeliveryNote({ delivery, channelEnabled }: DeliveryNoteProps) {
  const { state, reason, lastAttempt } = delivery;
  if (state === "failed")
    return (
      <AlertNote tone="danger" title={reason === null ? "Given up." : REASON_MEANS[reason]}>
        {lastAttempt && <OutsideText text={lastAttempt.message} />}
      </AlertNote>
    );
  if (state === "cancelled")
    return <AlertNote>{reason === null ? "This was cancelled." : REASON_MEANS[reason]}</AlertNote>;
  if (state !== "pending") return null;
  if (!channelEnabled)
    return (
      <AlertNote tone="warning">The channel is disabled: this waits until it is enabled again.</AlertNote>
    );
  if (lastAttempt === null || lastAttempt.outcome === "delivered") return null;
  return (
    <AlertNote tone="warning" title="The last attempt failed; another one follows.">
      <OutsideText text={lastAttempt.message} />
    </AlertNote>
  );
}
