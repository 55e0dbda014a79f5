import type { MuteActions } from "#components/mutes/mute-actions.ts";
import { MuteButton } from "#components/mutes/mute-button.tsx";
import { MuteNotes } from "#components/mutes/mute-notes.tsx";
import type { ShownMute } from "#components/mutes/shown-mute.ts";
import { AlertNote } from "#components/ui/alert-note.tsx";
import type { RuleView } from "#lib/domain/rule/rule.ts";
import { DISABLED_WORDS } from "./rule-status.tsx";

/** The live mutes of a rule, and what the user may do with them; no `actions` for users who may only look. */
export type RuleMutes = { live: readonly ShownMute[]; actions: MuteActions | undefined };

/** Mutes the rule, for users who may. */
export function MuteRule({ rule, mutes: { actions } }: { rule: RuleView; mutes: RuleMutes }) {
  return actions && <MuteButton thing={{ rule_id: rule.id }} name={rule.name} create={actions.create} />;
}

/** The faults of a rule, with what to do, and its mutes. Empty if there are none. */
export function RuleNotes({ rule, mutes }: { rule: RuleView; mutes: RuleMutes }) {
  const { disabledReason, lastError } = rule;
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
      <MuteNotes mutes={mutes.live} thing="this rule" end={mutes.actions?.end} />
    </>
  );
}
