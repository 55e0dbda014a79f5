import { channelDeliveriesPath } from "#components/paths.ts";
import { AlertNote } from "#components/ui/alert-note.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { AnswerText, FailureLink, NoteActions, NoteLink } from "./note-parts.tsx";
import type { NoteProps } from "./page-view.ts";

/**
 * The receiver answers but refuses the requests: why, since when, and what to do about the refused
 * deliveries.
 */
export function RefusingNote({ channel, now }: NoteProps) {
  const { id, refusingSince, refusal, lastFailure } = channel;
  return (
    <AlertNote tone="warning" title="The receiver refuses what this webhook sends">
      {refusal && <AnswerText message={refusal} />}
      It began <RelativeTime at={refusingSince ?? 0} now={now} />. Tocsin does not retry refused deliveries:
      once the receiver accepts them, redeliver what failed.
      <NoteActions>
        <FailureLink failure={lastFailure} />
        <NoteLink href={channelDeliveriesPath(id, "failed")}>Show what failed</NoteLink>
      </NoteActions>
    </AlertNote>
  );
}
