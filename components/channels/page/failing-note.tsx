import { channelDeliveriesPath } from "#components/paths.ts";
import { AlertNote } from "#components/ui/alert-note.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { AnswerText, FailureLink, NoteActions, NoteLink } from "./note-parts.tsx";
import type { NoteProps } from "./page-view.ts";

/**
 * The webhook is failing: the last answer (unless another note shows it), since when, and what Tocsin does.
 */
export function FailingNote({ channel, now }: NoteProps) {
  const { id, certificate, failingSince, lastFailure } = channel;
  return (
    <AlertNote tone="warning" title="This webhook is failing">
      {lastFailure && !certificate.offered && <AnswerText message={lastFailure.message} />}
      It began <RelativeTime at={failingSince ?? 0} now={now} />. Tocsin tries one delivery at a time, at
      least once a minute; the others wait and use up no attempts.
      <NoteActions>
        <FailureLink failure={lastFailure} />
        <NoteLink href={channelDeliveriesPath(id, "pending")}>Show what waits</NoteLink>
      </NoteActions>
    </AlertNote>
  );
}
