import { cn } from "#components/ui/cn.ts";
import { OutsideText } from "#components/ui/outside-text.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { DeliveryView } from "#lib/domain/delivery/delivery.ts";

type ChannelLinkProps = {
  delivery: Pick<DeliveryView, "channelId" | "channelName" | "channelExists">;
  /** For a table: coloured as text, on one line. */
  inRow?: boolean;
};

/** Leads to the channel while there is one. */
export function ChannelLink({ delivery, inRow = false }: ChannelLinkProps) {
  const name = <OutsideText text={delivery.channelName} className={cn(inRow && "cut")} />;
  if (!delivery.channelExists)
    return <span className={cn("text-muted", inRow && "flex min-w-0 gap-1")}>{name} (deleted)</span>;
  return (
    <TextLink
      plain={inRow}
      className={cn(inRow && "min-w-0")}
      prefetch={false}
      href={`/settings/notification-channels/webhooks/${delivery.channelId}`}
    >
      {name}
    </TextLink>
  );
}
