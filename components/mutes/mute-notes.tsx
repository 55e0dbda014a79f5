"use client";

import { useState } from "react";
import { answerOf } from "#components/form/answer-of.ts";
import { AlertNote } from "#components/ui/alert-note.tsx";
import { Button } from "#components/ui/button.tsx";
import { useClock } from "#components/ui/clock.ts";
import { OutsideText } from "#components/ui/outside-text.tsx";
import { useTitleFocusAtEnd } from "#components/ui/title-focus.ts";
import { toast } from "#components/ui/toast.ts";
import type { MuteActions } from "./mute-actions.ts";
import type { ShownMute } from "./shown-mute.ts";
import { UntilTime } from "./until-time.tsx";

type Props = {
  mutes: readonly ShownMute[];
  /** What the page is about: "this webhook". */
  thing: string;
  /** Leave out for users who may only look. */
  end: MuteActions["end"] | undefined;
};

/** A note for each live mute, with a button to end it. It disappears at the end of its mute. */
export function MuteNotes({ mutes, ...props }: Props) {
  const clock = useClock(undefined);
  const live = mutes.filter(({ until }) => clock === undefined || clock < until);
  if (live.length === 0) return null;
  return (
    <div className="flex flex-col gap-2">
      {live.map((mute) => (
        <MuteNote key={mute.id} mute={mute} {...props} />
      ))}
    </div>
  );
}

function MuteNote({ mute, thing, end }: Omit<Props, "mutes"> & { mute: ShownMute }) {
  const { id, until, createdBy, remark, filters } = mute;
  return (
    <AlertNote
      title={
        <>
          Muted until <UntilTime at={until} />
        </>
      }
      action={end && <EndMute id={id} end={end} />}
    >
      <OutsideText text={createdBy} /> muted{" "}
      {filters === null ? thing : <OutsideText text={`events for which ${filters}`} />}. Events are stored,
      not sent.
      {remark !== null && (
        <p>
          “<OutsideText text={remark} lines />”
        </p>
      )}
    </AlertNote>
  );
}

function EndMute({ id, end }: { id: string; end: MuteActions["end"] }) {
  const [pending, setPending] = useState(false);
  const focusTitleAtEnd = useTitleFocusAtEnd();
  async function press() {
    setPending(true);
    const result = await answerOf(end(id));
    setPending(false);
    if (!result.ok) return toast.error("The mute goes on", { description: result.message });
    focusTitleAtEnd();
    toast.success("The mute has ended");
  }
  return (
    <Button size="sm" pending={pending} onClick={press}>
      End mute
    </Button>
  );
}
