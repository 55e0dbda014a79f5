import { cn } from "#components/ui/cn.ts";
import { OutsideText } from "#components/ui/outside-text.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { DeliveryView } from "#lib/domain/delivery/delivery.ts";

type ChannelLinkProps = {
  delivery: Pick<DeliveryView, "channelId" | "channelName" | "channelExists">;
  /** For a table: coloured as text, at most two lines. */
  inRow?: boolean;
};

/** Leads to the channel while there is one. */
export function ChannelLink({ delivery, inRow = false }: ChannelLinkProps) {
  const name = (
    <OutsideText
      text={delivery.channelName}
      className={cn(inRow && "wrap-anywhere line-clamp-2 min-w-28 wide:min-w-44")}
    />
  );
  if (!delivery.channelExists) return <span className="text-muted">{name} (deleted)</span>;
  return (
    <TextLink
      plain={inRow}
      prefetch={false}
      href={`/settings/notification-channels/webhooks/${delivery.channelId}`}
    >
      {name}
    </TextLink>
  );
}
