"use client";

import { FlaskConical } from "lucide-react";
import { useState } from "react";
import { answerOf } from "#components/form/answer-of.ts";
import { FormSection } from "#components/form/form-section.tsx";
import { AlertNote } from "#components/ui/alert-note.tsx";
import { Button } from "#components/ui/button.tsx";
import { later, useLater } from "#components/ui/later.ts";
import { loadOrTell } from "#components/ui/load-or-tell.ts";
import type { RuleValues } from "#lib/domain/rule/rule-schema.ts";
import { type RuleTrial, TRIAL_EVENTS } from "#lib/domain/rule/trial.ts";
import type { RuleOptions, TrialActions } from "./section-props.ts";
import type { RuleForm } from "./use-rule-form.ts";
import { draftOf } from "./values.ts";

const trialResult = later(() => import("./trial-result.tsx"));

type Props = { form: RuleForm; ruleId: string; options: RuleOptions; actions: TrialActions };

/** A trial with the draft that it ran, because the form may have changed since. */
type Tried = { trial: RuleTrial; draft: RuleValues };

/** Runs the current draft over the last events. */
export function TryIt({ form, ruleId, options, actions }: Props) {
  const loaded = useLater(trialResult);
  const [pending, setPending] = useState(false);
  const [tried, setTried] = useState<Tried | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);

  async function run() {
    setPending(true);
    const draft = structuredClone(form.getValues());
    const [result, shown] = await Promise.all([
      answerOf(actions.tryRule(draftOf(draft))),
      loadOrTell(trialResult),
    ]);
    setPending(false);
    setTried(result.ok && shown ? { trial: result.value, draft } : null);
    setRefusal(result.ok ? null : sentenceOf(result));
    // Shows the sentence here, and each fault at its field.
    if (!result.ok) await form.trigger(TRIED);
  }

  return (
    <FormSection
      title="Try it"
      description={`What this rule would have done with the last ${TRIAL_EVENTS.toLocaleString("en")} events, as if it were enabled. Nothing is sent or saved.`}
    >
      <Button className="self-start" icon={<FlaskConical aria-hidden />} pending={pending} onClick={run}>
        {tried === null ? "Try it" : "Try again"}
      </Button>
      {refusal !== null && <AlertNote tone="danger">{refusal}</AlertNote>}
      {tried !== null && loaded && (
        <loaded.TrialResult {...tried} ruleId={ruleId} options={options} showRequest={actions.showRequest} />
      )}
    </FormSection>
  );
}

/** The fields that a trial reads. It needs neither a name nor a channel. */
const TRIED = ["events", "filters", "expression", "statuses", "auto_resolve_minutes"] as const;

const sentenceOf = (result: { message: string; issues: { message: string }[] }): string =>
  [...new Set(result.issues.map(({ message }) => message))].join(" ") || result.message;
