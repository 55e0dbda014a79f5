"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { answerOf } from "#components/form/answer-of.ts";
import { showRefusal } from "#components/form/form-issues.ts";
import { FormPage } from "#components/form/form-page.tsx";
import { RULES } from "#components/paths.ts";
import { toast } from "#components/ui/toast.ts";
import type { ActionResult } from "#lib/domain/action-result.ts";
import type { RuleView } from "#lib/domain/rule/rule.ts";
import type { RuleSettings } from "#lib/domain/rule/rule-schema.ts";
import { atFields } from "./form/refusal.ts";
import type { RuleOptions, TrialActions } from "./form/section-props.ts";
import { TryIt } from "./form/try-it.tsx";
import { useRuleForm } from "./form/use-rule-form.ts";
import { valuesOf } from "./form/values.ts";
import { RuleFields } from "./rule-fields.tsx";
import { RuleNotes } from "./rule-notes.tsx";
import { RuleStatus } from "./rule-status.tsx";

type Props = {
  rule: RuleView;
  options: RuleOptions;
  change: (id: string, changes: RuleSettings & { version: number }) => Promise<ActionResult>;
  trial: TrialActions;
};

/** The form of a saved rule. */
export function EditRule({ rule, options, change, trial }: Props) {
  const router = useRouter();
  // The version that was opened: a page refresh must not pass off older edits as edits of the newer version.
  const [opened] = useState(rule);
  const form = useRuleForm(valuesOf(opened), { isNew: false });

  async function save(values: RuleSettings) {
    const result = await answerOf(change(opened.id, { ...values, version: opened.version }));
    if (!result.ok) return showRefusal(form, atFields(result, values, options));
    toast.success(`${values.name} is saved`);
    router.push(RULES);
  }

  return (
    <FormPage
      form={form}
      title={opened.name}
      status={<RuleStatus {...opened} />}
      cancelHref={RULES}
      onSubmit={save}
    >
      <RuleNotes rule={opened} />
      <RuleFields form={form} ruleId={opened.id} options={options} />
      <TryIt form={form} ruleId={opened.id} options={options} actions={trial} />
    </FormPage>
  );
}
