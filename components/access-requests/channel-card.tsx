import { Trash2 } from "lucide-react";
import { type ReactNode, useId } from "react";
import { ChannelStatus } from "#components/channels/channel-status.tsx";
import { webhookPath } from "#components/paths.ts";
import { Badge } from "#components/ui/badge.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { OutsideText } from "#components/ui/outside-text.tsx";
import { Status } from "#components/ui/status.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { countOfEvents, type Selectable } from "./selection.ts";

type ChannelCardProps = {
  channel: Selectable | undefined;
  /** The number of selected events. */
  count: number;
  /** Leave out for users who may only look. */
  onRemove?: () => void;
  children: ReactNode;
};

/** One webhook that is notified of Access Requests, with its events. */
export function ChannelCard({ channel, count, onRemove, children }: ChannelCardProps) {
  const id = useId();
  const name = nameOf(channel);
  return (
    <section aria-labelledby={id} className="rounded-lg border bg-surface">
      <header className="flex items-center gap-3 border-b py-2.5 pr-2.5 pl-4 sm:pl-5">
        <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-3 gap-y-1">
          <h3 id={id} className="wrap-anywhere font-semibold">
            {channel === undefined ? (
              name
            ) : (
              <TextLink plain href={webhookPath(channel.id)}>
                <OutsideText text={name} />
              </TextLink>
            )}
          </h3>
          <Badge>{countOfEvents(count)}</Badge>
          {channel?.health === "disabled" && <Status tone="neutral">Disabled: nothing is sent to it</Status>}
          {(channel?.health === "failing" || channel?.health === "refusing") && (
            <ChannelStatus channel={channel} />
          )}
        </div>
        {onRemove && (
          <IconButton label={`Remove ${name}`} onClick={onRemove}>
            <Trash2 aria-hidden />
          </IconButton>
        )}
      </header>
      <fieldset className="flex min-w-0 flex-col gap-3 px-4 py-4 sm:px-5">
        <legend className="sr-only">
          Events for <OutsideText text={name} />
        </legend>
        {children}
      </fieldset>
    </section>
  );
}

/** A webhook may be deleted while its card is open here. */
export const nameOf = (channel: Selectable | undefined): string => channel?.name ?? "A deleted webhook";
