"use client";

import { useRouter } from "next/navigation";
import { answerOf } from "#components/form/answer-of.ts";
import { showRefusal } from "#components/form/form-issues.ts";
import { FormPage } from "#components/form/form-page.tsx";
import { RULES } from "#components/paths.ts";
import { toast } from "#components/ui/toast.ts";
import type { ActionResult } from "#lib/domain/action-result.ts";
import type { RuleSettings, RuleValues } from "#lib/domain/rule/rule-schema.ts";
import { atFields } from "./form/refusal.ts";
import type { RuleOptions, TrialActions } from "./form/section-props.ts";
import { TryIt } from "./form/try-it.tsx";
import { useRuleForm } from "./form/use-rule-form.ts";
import { newValues } from "./form/values.ts";
import { RuleFields } from "./rule-fields.tsx";

/** Used in place of the new rule's id in a trial's request. */
const ID_TO_COME = "rul_… (given when it is saved)";

type Props = {
  title: string;
  description: string;
  /** The settings from a starting point or another rule. */
  from: Partial<RuleValues>;
  /** Whether the dialog that picks events is open at first. */
  picksEvents: boolean;
  options: RuleOptions;
  create: (values: RuleSettings) => Promise<ActionResult>;
  trial: TrialActions;
};

/** The form of a new rule. */
export function CreateRule({ title, description, from, picksEvents, options, create, trial }: Props) {
  const router = useRouter();
  const form = useRuleForm({ ...newValues(), ...from }, { isNew: true });

  async function save(values: RuleSettings) {
    const result = await answerOf(create(values));
    if (!result.ok) return showRefusal(form, atFields(result, values, options));
    toast.success(`${values.name} is added`);
    router.push(RULES);
  }

  return (
    <FormPage form={form} title={title} description={description} cancelHref={RULES} onSubmit={save}>
      <RuleFields form={form} ruleId={ID_TO_COME} options={options} picksEvents={picksEvents} />
      <TryIt form={form} ruleId={ID_TO_COME} options={options} actions={trial} />
    </FormPage>
  );
}
