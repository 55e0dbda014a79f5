"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { answerOf } from "#components/form/answer-of.ts";
import { Conflict } from "#components/form/conflict.tsx";
import { FormPage } from "#components/form/form-page.tsx";
import { useConflict } from "#components/form/use-conflict.ts";
import { RULES } from "#components/paths.ts";
import { toast } from "#components/ui/toast.ts";
import type { ActionResult } from "#lib/domain/action-result.ts";
import type { RuleView } from "#lib/domain/rule/rule.ts";
import type { RuleSettings } from "#lib/domain/rule/rule-schema.ts";
import { ruleFields } from "./form/compared-fields.ts";
import { atFields } from "./form/refusal.ts";
import type { RuleOptions, TrialActions } from "./form/section-props.ts";
import { TryIt } from "./form/try-it.tsx";
import { useRuleForm } from "./form/use-rule-form.ts";
import { valuesOf } from "./form/values.ts";
import { RuleFields } from "./rule-fields.tsx";
import { MuteRule, type RuleMutes, RuleNotes } from "./rule-notes.tsx";
import { RuleStatus } from "./rule-status.tsx";

type Props = {
  rule: RuleView;
  options: RuleOptions;
  mutes: RuleMutes;
  change: (id: string, changes: RuleSettings & { version: number }) => Promise<ActionResult>;
  trial: TrialActions;
};

/** The form of a saved rule. */
export function EditRule({ rule, options, mutes, change, trial }: Props) {
  const router = useRouter();
  // Keeps the opened version: after a refresh, older input must not be saved under a newer version.
  const [opened, setOpened] = useState(rule);
  const form = useRuleForm(valuesOf(opened), { isNew: false });
  const { comparison, refuse, take } = useConflict({
    form,
    opened: { version: opened.version, values: valuesOf(opened) },
    latest: { version: rule.version, values: valuesOf(rule) },
    fields: ruleFields(options),
    reopen: () => setOpened(rule),
  });

  async function save(values: RuleSettings) {
    const result = await answerOf(change(opened.id, { ...values, version: opened.version }));
    if (!result.ok) return refuse(atFields(result, values, options));
    toast.success(`${values.name} is saved`);
    router.push(RULES);
  }

  return (
    <FormPage
      form={form}
      title={opened.name}
      status={<RuleStatus {...opened} />}
      actions={<MuteRule rule={rule} mutes={mutes} />}
      cancelHref={RULES}
      onSubmit={save}
    >
      <Conflict what="this rule" comparison={comparison} take={take} />
      <RuleNotes rule={opened} mutes={mutes} />
      <RuleFields form={form} ruleId={opened.id} options={options} />
      <TryIt form={form} ruleId={opened.id} options={options} actions={trial} />
    </FormPage>
  );
}
