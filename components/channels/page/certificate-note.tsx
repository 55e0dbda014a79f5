import { TrustButton } from "#components/channels/security/trust-button.tsx";
import { certificatePath } from "#components/paths.ts";
import { AlertNote } from "#components/ui/alert-note.tsx";
import { NoteActions, NoteLink } from "./note-parts.tsx";
import type { NoteProps } from "./page-view.ts";

/** The receiver shows a certificate other than the trusted one, so an admin has to decide. */
export function CertificateNote({ channel, rights, actions, offered }: NoteProps & { offered: string }) {
  const { id, name, certificate } = channel;
  return (
    <AlertNote tone="warning" title="The receiver shows another certificate">
      Deliveries fail until it shows the trusted one again, or an admin trusts the new one. Ask whoever runs
      the receiver whether the change is meant.
      <NoteActions>
        {rights.mayManage && (
          <TrustButton channel={{ id, name, certificate }} offered={offered} trust={actions.trust} />
        )}
        <NoteLink href={certificatePath(id)}>Compare the fingerprints</NoteLink>
      </NoteActions>
    </AlertNote>
  );
}
