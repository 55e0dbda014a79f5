import { webhookPath } from "#components/paths.ts";
import { OutsideText } from "#components/ui/outside-text.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { DeliveryView } from "#lib/domain/delivery/delivery.ts";

type ChannelLinkProps = {
  delivery: Pick<DeliveryView, "channelId" | "channelName" | "channelExists">;
};

/** Links to the channel, unless it was deleted. */
export function ChannelLink({ delivery }: ChannelLinkProps) {
  const name = <OutsideText text={delivery.channelName} />;
  if (!delivery.channelExists) return <span className="text-muted">{name} (deleted)</span>;
  return (
    <TextLink alone prefetch={false} href={webhookPath(delivery.channelId)}>
      {name}
    </TextLink>
  );
}
