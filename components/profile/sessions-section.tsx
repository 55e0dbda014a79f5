"use client";

import { type MouseEvent, useEffect, useRef, useState } from "react";
import { answerOf } from "#components/form/answer-of.ts";
import { FormSection } from "#components/form/form-section.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { OutsideText } from "#components/ui/outside-text.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { headingOf, useTitleFocus } from "#components/ui/title-focus.ts";
import { toast } from "#components/ui/toast.ts";
import type { SessionKind } from "#lib/domain/people/session.ts";
import type { ProfileActions } from "./profile-actions.ts";
import { BY_KIND, sessionsEnded } from "./words.ts";

export type ListedSession = {
  id: string;
  /** In words. */
  browser: string;
  address: string | null;
  kind: SessionKind;
  createdAt: number;
  lastSeenAt: number;
  isPresent: boolean;
};

type Props = Pick<ProfileActions, "endSession" | "endOtherSessions"> & {
  sessions: readonly ListedSession[];
  /** The server's clock in ms. */
  now: number;
};

const SECTION = "sessions";

/** Where the user is signed in, with buttons that end the other sessions. */
export function SessionsSection({ sessions, now, endSession, endOtherSessions }: Props) {
  const [asking, setAsking] = useState(false);
  useTitleFocus(asking, sessions.length > 1, headingOf(SECTION));

  async function endOthers() {
    const result = await answerOf(endOtherSessions());
    if (!result.ok) return result.message;
    toast.success(sessionsEnded(result.value.ended));
  }

  return (
    <FormSection id={SECTION} title="Sessions" description="The browsers in which you are signed in.">
      <ul className="-my-3 divide-y">
        {sessions.map((session) => (
          <SessionRow key={session.id} session={session} now={now} end={endSession} />
        ))}
      </ul>
      {sessions.length > 1 && (
        <Button onClick={() => setAsking(true)} className="noscript:hidden self-start">
          End all others
        </Button>
      )}
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title="End all your other sessions?"
        confirmLabel="End all others"
        onConfirm={endOthers}
      >
        Those browsers have to sign in again. This one stays signed in.
      </ConfirmDialog>
    </FormSection>
  );
}

type RowProps = { session: ListedSession; now: number; end: ProfileActions["endSession"] };

function SessionRow({ session, now, end }: RowProps) {
  const { id, browser, address, kind, createdAt, lastSeenAt, isPresent } = session;
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-3">
      <div className="min-w-0 flex-1 basis-60">
        <p className="flex flex-wrap items-center gap-2 font-medium">
          {browser}
          {isPresent && <Badge tone="accent">This browser</Badge>}
        </p>
        <p className="wrap-anywhere text-muted text-sm">
          {address !== null && (
            <>
              <OutsideText text={address} /> ·{" "}
            </>
          )}
          last seen <RelativeTime at={lastSeenAt} now={now} /> · signed in{" "}
          <RelativeTime at={createdAt} now={now} /> {BY_KIND[kind]}
        </p>
      </div>
      {!isPresent && <EndButton id={id} name={browser} end={end} />}
    </li>
  );
}

function EndButton({ id, name, end }: { id: string; name: string; end: RowProps["end"] }) {
  const [pending, setPending] = useState(false);
  const focusNextAtEnd = useNextFocusAtEnd();
  async function press({ currentTarget }: MouseEvent<HTMLButtonElement>) {
    setPending(true);
    focusNextAtEnd(currentTarget);
    const result = await answerOf(end(id));
    setPending(false);
    if (!result.ok) focusNextAtEnd(null);
    if (result.ok) toast.success(`The session of ${name} has ended`);
    else toast.error("The session was not ended", { description: result.message });
  }
  return (
    <Button size="sm" pending={pending} onClick={press} className="noscript:hidden">
      End
      <span className="sr-only"> the session of {name}</span>
    </Button>
  );
}

/**
 * For a button that ends its own row. Call the returned function with the button before the work, and with null
 * if the work fails: when the row is gone, the focus moves to the next row's button, else to the row's before,
 * else to the section's heading.
 */
function useNextFocusAtEnd(): (button: HTMLElement | null) => void {
  const next = useRef<(Element | null | undefined)[]>(null);
  useEffect(
    () => () => {
      if (next.current === null) return;
      const buttons = next.current.map((row) => (row?.isConnected ? row.querySelector("button") : null));
      const target =
        buttons.find((button) => button) ?? document.querySelector<HTMLElement>(headingOf(SECTION));
      target?.focus();
    },
    [],
  );
  return (button) => {
    const row = button?.closest("li");
    next.current = row ? [row.nextElementSibling, row.previousElementSibling] : null;
  };
}
