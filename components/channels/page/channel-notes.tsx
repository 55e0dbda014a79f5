import { isHeld } from "#components/channels/channel-status.tsx";
import { MuteNotes } from "#components/mutes/mute-notes.tsx";
import { CertificateNote } from "./certificate-note.tsx";
import { DisabledNote } from "./disabled-note.tsx";
import { FailingNote } from "./failing-note.tsx";
import { HeldNote } from "./held-note.tsx";
import type { NoteProps } from "./page-view.ts";
import { RefusingNote } from "./refusing-note.tsx";

/** A note for each reason why a webhook receives nothing, with what to do. Renders nothing if there is none. */
export function ChannelNotes(props: NoteProps) {
  const { health, certificate, heldUntil } = props.channel;
  return (
    <div className="flex max-w-180 flex-col gap-2 empty:hidden">
      {certificate.offered !== null && <CertificateNote {...props} offered={certificate.offered} />}
      {health === "disabled" && <DisabledNote {...props} />}
      {health === "failing" && <FailingNote {...props} />}
      {health === "refusing" && <RefusingNote {...props} />}
      {heldUntil !== null && isHeld(props.channel, props.now) && <HeldNote {...props} until={heldUntil} />}
      <MuteNotes
        mutes={props.channel.mutes}
        thing="this webhook"
        end={props.rights.mayOperate ? props.actions.endMute : undefined}
      />
    </div>
  );
}
