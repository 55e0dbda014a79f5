"use client";

import { ActionsSection } from "./form/actions-section.tsx";
import { ConditionsSection } from "./form/conditions-section.tsx";
import { DetailsSection } from "./form/details-section.tsx";
import { PrioritySection } from "./form/priority-section.tsx";
import type { RuleOptions } from "./form/section-props.ts";
import type { RuleForm } from "./form/use-rule-form.ts";

type Props = {
  form: RuleForm;
  ruleId: string;
  options: RuleOptions;
  disabled?: boolean;
  /** Whether the dialog that picks events is open at first. */
  picksEvents?: boolean;
};

/** All fields of a rule in sections. */
export function RuleFields({ form, ruleId, options, disabled, picksEvents }: Props) {
  const shared = { form, disabled };
  return (
    <>
      <DetailsSection {...shared} />
      <ConditionsSection {...shared} seenEvents={options.seenEvents} picksEvents={picksEvents} />
      <PrioritySection {...shared} />
      <ActionsSection {...shared} ruleId={ruleId} options={options} />
    </>
  );
}
