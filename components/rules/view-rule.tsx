"use client";

import { RULES } from "#components/paths.ts";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import type { RuleView } from "#lib/domain/rule/rule.ts";
import type { RuleOptions } from "./form/section-props.ts";
import { useRuleForm } from "./form/use-rule-form.ts";
import { valuesOf } from "./form/values.ts";
import { RuleFields } from "./rule-fields.tsx";
import { MuteRule, type RuleMutes, RuleNotes } from "./rule-notes.tsx";
import { RuleStatus } from "./rule-status.tsx";

type Props = { rule: RuleView; options: RuleOptions; mutes: RuleMutes };

/** A rule for people who may only look: the form's fields, disabled. */
export function ViewRule({ rule, options, mutes }: Props) {
  const form = useRuleForm(valuesOf(rule), { isNew: false });
  return (
    <div className="flex w-full max-w-180 flex-col gap-5">
      <PageHeader
        title={rule.name}
        status={<RuleStatus {...rule} />}
        actions={<MuteRule rule={rule} mutes={mutes} />}
        description="You can look at this rule; an admin can change it."
      />
      <RuleNotes rule={rule} mutes={mutes} />
      <RuleFields form={form} ruleId={rule.id} options={options} disabled />
      <div>
        <ButtonLink href={RULES}>Back to rules</ButtonLink>
      </div>
    </div>
  );
}
