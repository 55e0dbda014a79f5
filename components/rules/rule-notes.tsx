import { AlertNote } from "#components/ui/alert-note.tsx";
import type { RuleView } from "#lib/domain/rule/rule.ts";
import { DISABLED_WORDS } from "./rule-status.tsx";

/** The faults of a rule, with what to do. Empty if there are none. */
export function RuleNotes({ rule: { disabledReason, lastError } }: { rule: RuleView }) {
  return (
    <>
      {disabledReason !== null && (
        <AlertNote tone="warning" title="Tocsin disabled this rule">
          {DISABLED_WORDS[disabledReason]} Choose another channel and set Rule Status to Enabled, or delete
          the rule.
        </AlertNote>
      )}
      {lastError !== null && (
        <AlertNote tone="warning" title="The expression failed on an event, so the rule did not match it">
          {lastError} A change of the expression clears this note.
        </AlertNote>
      )}
    </>
  );
}
