import { channelDeliveriesPath } from "#components/paths.ts";
import { AlertNote } from "#components/ui/alert-note.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { AnswerText, FailureLink, NoteActions, NoteLink } from "./note-parts.tsx";
import type { NoteProps } from "./page-view.ts";

/** The receiver is in trouble: what it answered last, unless a note says that already, since when, and what is done. */
export function FailingNote({ channel, now }: NoteProps) {
  const { id, certificate, failingSince, lastFailure } = channel;
  return (
    <AlertNote tone="warning" title="This webhook is failing">
      {lastFailure && !certificate.offered && <AnswerText message={lastFailure.message} />}
      It began <RelativeTime at={failingSince ?? 0} now={now} />. One delivery at a time is tried, at least
      every minute; the others wait and lose no attempts.
      <NoteActions>
        <FailureLink failure={lastFailure} />
        <NoteLink href={channelDeliveriesPath(id, "pending")}>Show what waits</NoteLink>
      </NoteActions>
    </AlertNote>
  );
}
