import Link from "next/link";
import { AlertNote } from "#components/ui/alert-note.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { ChannelView } from "#lib/domain/channel.ts";

type Props = {
  channel: Pick<ChannelView, "id" | "enabled" | "disabledReason" | "failingSince">;
  mayEnable?: boolean;
};

/** Says what is wrong with the channel: its receiver is in trouble, or Tocsin disabled it; nothing where all is well. */
export function TroubleNote({ channel, mayEnable }: Props) {
  const { id, enabled, disabledReason, failingSince } = channel;
  if (!enabled && disabledReason !== null)
    return (
      <AlertNote tone="warning" title="Tocsin disabled this webhook">
        {disabledReason} {mayEnable && "Once it takes them again, set Webhook Status to Enabled."}
      </AlertNote>
    );
  if (!enabled || failingSince === null) return null;
  return (
    <AlertNote tone="warning" title="This webhook is failing">
      Its receiver has been in trouble since <RelativeTime at={failingSince} />. One delivery at a time is
      tried, at least every minute; the others wait and lose no attempts.{" "}
      <Link href={`/deliveries?channel_id=${id}`} className="underline">
        See what it answered
      </Link>
      .
    </AlertNote>
  );
}
