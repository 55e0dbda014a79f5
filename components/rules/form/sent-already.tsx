"use client";

import { useWatch } from "react-hook-form";
import { CoverageNotes } from "./coverage-notes.tsx";
import type { RuleOptions } from "./section-props.ts";
import type { RuleForm } from "./use-rule-form.ts";
import { comparedOf } from "./values.ts";

type Props = { form: RuleForm; ruleId: string; options: RuleOptions };

/** Says which rules already send the events that the form describes now. */
export function SentAlready({ form, ruleId, options }: Props) {
  useWatch({ control: form.control });
  return <CoverageNotes rule={comparedOf(ruleId, form.getValues())} {...options} />;
}
