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
import type { TrialActions } from "./section-props.ts";
import type { RuleForm } from "./use-rule-form.ts";
import { draftOf } from "./values.ts";

const trialResult = later(() => import("./trial-result.tsx"));

type Props = { form: RuleForm; ruleId: string; actions: TrialActions };

/** A trial, and the draft that it was made with: the form may be another by now. */
type Tried = { trial: RuleTrial; draft: Partial<RuleValues> };

/** Runs the draft as it stands over the last events. */
export function TryIt({ form, ruleId, actions }: Props) {
  const loaded = useLater(trialResult);
  const [pending, setPending] = useState(false);
  const [tried, setTried] = useState<Tried | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);

  async function run() {
    setPending(true);
    const draft = draftOf(form.getValues());
    const [result, shown] = await Promise.all([answerOf(actions.tryRule(draft)), loadOrTell(trialResult)]);
    setPending(false);
    setTried(result.ok && shown ? { trial: result.value, draft } : null);
    setRefusal(result.ok ? null : sentenceOf(result));
    // What is wrong is told here, and marked where it is.
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
        <loaded.TrialResult {...tried} ruleId={ruleId} showRequest={actions.showRequest} />
      )}
    </FormSection>
  );
}

/** The fields that a trial reads: a draft needs no name and no channel. */
const TRIED = ["events", "filters", "expression", "statuses", "auto_resolve_minutes"] as const;

const sentenceOf = (result: { message: string; issues: { message: string }[] }): string =>
  [...new Set(result.issues.map(({ message }) => message))].join(" ") || result.message;
