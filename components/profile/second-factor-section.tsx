"use client";

import { useState } from "react";
import { FormSection } from "#components/form/form-section.tsx";
import { SET_UP_SECOND_FACTOR } from "#components/paths.ts";
import { AlertNote } from "#components/ui/alert-note.tsx";
import { Button } from "#components/ui/button.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { Status } from "#components/ui/status.tsx";
import { headingOf, useTitleFocusAtEnd } from "#components/ui/title-focus.ts";
import { RECOVERY_CODES, type SecondFactorView } from "#lib/domain/people/second-factor.ts";
import { NewRecoveryCodes } from "./new-recovery-codes.tsx";
import type { ProfileActions } from "./profile-actions.ts";
import { RemoveSecondFactor } from "./remove-second-factor.tsx";
import { codesLeftInWords } from "./words.ts";

type Props = Pick<ProfileActions, "makeRecoveryCodes" | "removeSecondFactor"> & {
  hasPassword: boolean;
  /** Whether passwords let anybody in here. */
  passwordSignIn: boolean;
  factor: SecondFactorView | null;
  /** Whether this installation asks every user for one. */
  required: boolean;
  /** The server's clock in ms. */
  now: number;
};

const SECTION = "second-factor";

/** Whether the user's second factor is on, with what can be done about it. */
export function SecondFactorSection(props: Props) {
  const { hasPassword, passwordSignIn, factor } = props;
  return (
    <FormSection
      id={SECTION}
      title="Second factor"
      description="After the password, signing in asks for a code of an app on your phone."
    >
      {factor !== null ? (
        <On {...props} factor={factor} />
      ) : hasPassword && passwordSignIn ? (
        <Off />
      ) : (
        <p className="text-muted">You sign in without a password, so no code is asked for after it.</p>
      )}
    </FormSection>
  );
}

function Off() {
  return (
    <div className="flex flex-wrap items-center justify-between gap-3">
      <Status tone="neutral">Off</Status>
      <ButtonLink href={SET_UP_SECOND_FACTOR}>Set up</ButtonLink>
    </div>
  );
}

const FEW = 3;

function On(props: Props & { factor: SecondFactorView }) {
  const { factor, now, required, makeRecoveryCodes, removeSecondFactor } = props;
  const [asked, setAsked] = useState<"codes" | "removal" | null>(null);
  const focusHeadingAtEnd = useTitleFocusAtEnd(headingOf(SECTION));
  const left = codesLeftInWords(factor.codesLeft, RECOVERY_CODES);
  const few = factor.codesLeft < FEW;
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <div className="flex flex-col gap-0.5">
          <Status tone="success">On</Status>
          <p className="text-muted text-sm">
            Since <RelativeTime at={factor.confirmedAt} now={now} />
            {!few && `. ${left}`}
          </p>
        </div>
        <div className="flex noscript:hidden flex-wrap gap-2">
          <Button onClick={() => setAsked("codes")}>New recovery codes</Button>
          <Button onClick={() => setAsked("removal")}>Turn off</Button>
        </div>
      </div>
      {few && <AlertNote tone="warning">{left}</AlertNote>}
      <NewRecoveryCodes open={asked === "codes"} onClose={() => setAsked(null)} make={makeRecoveryCodes} />
      <RemoveSecondFactor
        open={asked === "removal"}
        onClose={() => setAsked(null)}
        required={required}
        remove={removeSecondFactor}
        onRemoved={focusHeadingAtEnd}
      />
    </>
  );
}
