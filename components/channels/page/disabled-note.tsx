import { pendingDeliveries } from "#components/channels/pending.ts";
import { AlertNote } from "#components/ui/alert-note.tsx";
import { visibleText } from "#lib/domain/visible-text.ts";
import { EnableButton } from "./enable-button.tsx";
import { NoteActions } from "./note-parts.tsx";
import type { NoteProps } from "./page-view.ts";

/** The webhook is disabled: who disabled it, what waits for it, and a button to enable it. */
export function DisabledNote({ channel, rights, actions }: NoteProps) {
  const { id, name, disabledReason, pendingDeliveries: pending } = channel;
  const byTocsin = disabledReason !== null;
  return (
    <AlertNote
      tone={byTocsin ? "warning" : "info"}
      title={byTocsin ? "Tocsin disabled this webhook" : "This webhook is disabled"}
    >
      {byTocsin && `${visibleText(disabledReason)} `}
      New alerts are not sent to it. {pending > 0 && whatWaits(pending)}
      {rights.mayManage && (
        <NoteActions>
          <EnableButton channel={{ id, name, pendingDeliveries: pending }} change={actions.change} />
        </NoteActions>
      )}
    </AlertNote>
  );
}

const whatWaits = (pending: number): string =>
  `${pendingDeliveries(pending)} ${pending === 1 ? "waits" : "wait"} until it is enabled.`.replace(
    /^./,
    (first) => first.toUpperCase(),
  );
