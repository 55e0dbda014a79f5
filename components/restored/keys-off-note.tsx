import { AlertNote } from "#components/ui/alert-note.tsx";
import type { ActionResult } from "#lib/domain/action-result.ts";
import { DecideButton } from "./decide-button.tsx";

type Props = {
  off: number;
  /** Leave out for users who may not decide. */
  turnOn?: (() => Promise<ActionResult<number>>) | undefined;
};

/** Says how many API keys are off since a restore, and lets an admin turn them on. */
export function KeysOffNote({ off, turnOn }: Props) {
  const many = off === 1 ? "1 API key" : `${off.toLocaleString("en")} API keys`;
  return (
    <AlertNote tone="warning" title={`A backup was restored, and ${many} ${off === 1 ? "is" : "are"} off`}>
      <p>
        Nobody knows what was revoked after the backup, so nothing is let in by these.
        {turnOn
          ? " Revoke those that should not work, then turn on the rest."
          : " An admin can turn them on."}
      </p>
      {turnOn && (
        <p className="mt-2">
          <DecideButton
            label="Turn on all"
            question={`Turn on ${many}?`}
            decide={turnOn}
            done="API keys turned on"
          >
            Whoever has one of them can use it again.
          </DecideButton>
        </p>
      )}
    </AlertNote>
  );
}
