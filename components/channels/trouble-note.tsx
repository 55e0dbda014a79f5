import { AlertNote } from "#components/ui/alert-note.tsx";
import { Link } from "#components/ui/link.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { ChannelView } from "#lib/domain/channel/channel.ts";
import { REFUSALS_TO_REFUSE } from "#lib/domain/channel/health.ts";

type Channel = Pick<
  ChannelView,
  "id" | "health" | "disabledReason" | "failingSince" | "refusingSince" | "refusal"
>;
type Props = { channel: Channel; mayEnable?: boolean };

/** Says what is wrong with the channel and what to do; nothing where all is well. */
export function TroubleNote({ channel, mayEnable }: Props) {
  if (channel.health === "failing") return <FailingNote channel={channel} />;
  if (channel.health === "refusing") return <RefusingNote channel={channel} />;
  if (channel.health === "healthy" || channel.disabledReason === null) return null;
  return (
    <AlertNote tone="warning" title="Tocsin disabled this webhook">
      {channel.disabledReason} {mayEnable && "Once it takes them again, set Webhook Status to Enabled."}
    </AlertNote>
  );
}

function FailingNote({ channel: { id, failingSince } }: { channel: Channel }) {
  return (
    <AlertNote tone="warning" title="This webhook is failing">
      Its receiver has been in trouble since <RelativeTime at={failingSince ?? 0} />. One delivery at a time
      is tried, at least every minute; the others wait and lose no attempts.{" "}
      <AnswersLink href={`/deliveries?channel_id=${id}`}>See what it answered</AnswersLink>.
    </AlertNote>
  );
}

function RefusingNote({ channel: { id, refusingSince, refusal } }: { channel: Channel }) {
  return (
    <AlertNote tone="warning" title="The receiver refuses what this webhook sends">
      {refusal} It has refused at least {REFUSALS_TO_REFUSE} deliveries in a row, the third of them{" "}
      <RelativeTime at={refusingSince ?? 0} />. What it refuses is not tried again: once this is repaired,{" "}
      <AnswersLink href={`/deliveries?channel_id=${id}&state=failed`}>redeliver what failed</AnswersLink>.
    </AlertNote>
  );
}

function AnswersLink({ href, children }: { href: string; children: string }) {
  return (
    <Link href={href} className="underline">
      {children}
    </Link>
  );
}
