"use client";

import { Search } from "lucide-react";
import { type RefObject, useRef, useState } from "react";
import { ChannelStatus } from "#components/channels/channel-status.tsx";
import { NEW_WEBHOOK } from "#components/paths.ts";
import { Dialog } from "#components/ui/dialog.tsx";
import { OutsideText } from "#components/ui/outside-text.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { type Selectable, selectableChannels } from "./selection.ts";

type SelectChannelProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  channels: readonly Selectable[];
  /** Ids of the webhooks that have a card already. */
  withCard: ReadonlySet<string>;
  onSelect: (id: string) => void;
};

/** Asks which webhook gets the next card. */
export function SelectChannel({ open, onOpenChange, withCard, ...props }: SelectChannelProps) {
  // Keeps the list unchanged while the dialog fades out.
  const [shown, setShown] = useState(withCard);
  if (open && shown !== withCard) setShown(withCard);
  const search = useRef<HTMLInputElement>(null);
  return (
    <Dialog
      initialFocus={search}
      open={open}
      onOpenChange={onOpenChange}
      title="Select Channel"
      description="Webhooks that are not notified of Access Requests yet."
    >
      <Choices {...props} withCard={shown} searchRef={search} />
    </Dialog>
  );
}

type ChoicesProps = Omit<SelectChannelProps, "open" | "onOpenChange"> & {
  searchRef: RefObject<HTMLInputElement | null>;
};

function Choices({ channels, withCard, onSelect, searchRef }: ChoicesProps) {
  const [search, setSearch] = useState("");
  const found = selectableChannels(channels, withCard, search);
  if (channels.every(({ id }) => withCard.has(id))) return <AllSelected />;
  return (
    <div className="flex flex-col gap-3">
      <search className="sticky -top-4 z-10 -mt-4 block bg-raised py-4">
        <Search
          aria-hidden
          className="pointer-events-none absolute inset-y-0 left-2.5 my-auto size-4 text-muted"
        />
        <input
          ref={searchRef}
          type="search"
          aria-label="Search channels"
          placeholder="Name or URL…"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
          className="control pl-8"
        />
      </search>
      <ul className="-mx-2 -mt-3 flex flex-col">
        {found.map((channel) => (
          <li key={channel.id}>
            <Choice channel={channel} onSelect={() => onSelect(channel.id)} />
          </li>
        ))}
      </ul>
      <p role="status" className="text-muted">
        {found.length === 0 && "No channel matches this search."}
      </p>
    </div>
  );
}

function Choice({ channel, onSelect }: { channel: Selectable; onSelect: () => void }) {
  return (
    <button
      type="button"
      onClick={onSelect}
      className="flex min-h-12 w-full items-center gap-3 rounded-md px-2 py-1.5 text-left hover:bg-hover focus-visible:-outline-offset-2"
    >
      <span className="min-w-0 flex-1">
        <OutsideText text={channel.name} className="wrap-anywhere block font-medium" />
        <span className="block truncate text-muted text-sm">{channel.url}</span>
      </span>
      {channel.health !== "healthy" && <ChannelStatus channel={channel} />}
    </button>
  );
}

function AllSelected() {
  return (
    <p className="text-muted">
      Every webhook is selected already: choose its events on its card, or{" "}
      <TextLink href={NEW_WEBHOOK}>add another webhook</TextLink>.
    </p>
  );
}
