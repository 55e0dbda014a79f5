import { channelDeliveriesPath } from "#components/paths.ts";
import { AlertNote } from "#components/ui/alert-note.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { NoteActions, NoteLink } from "./note-parts.tsx";
import type { NoteProps } from "./page-view.ts";

/** The receiver asked for a wait, which holds the whole webhook. */
export function HeldNote({ channel, until, now }: NoteProps & { until: number }) {
  return (
    <AlertNote tone="warning" title="The receiver asked Tocsin to wait">
      It sent Retry-After, so Tocsin sends nothing for now. Deliveries go on{" "}
      <RelativeTime at={until} now={now} />; waiting uses up no attempt. A Test is still sent.
      <NoteActions>
        <NoteLink href={channelDeliveriesPath(channel.id, "pending")}>Show what waits</NoteLink>
      </NoteActions>
    </AlertNote>
  );
}
