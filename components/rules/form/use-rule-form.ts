import { zodResolver } from "@hookform/resolvers/zod";
import { type UseFormReturn, useForm } from "react-hook-form";
import {
  newRuleSettingsSchema,
  type RuleSettings,
  type RuleValues,
  ruleSettingsSchema,
} from "#lib/domain/rule/rule-schema.ts";

export type RuleForm = UseFormReturn<RuleValues, unknown, RuleSettings>;

/** The form of a rule, judged as the server judges. */
export function useRuleForm(defaultValues: RuleValues, { isNew }: { isNew: boolean }): RuleForm {
  const schema = isNew ? newRuleSettingsSchema : ruleSettingsSchema;
  return useForm({ resolver: zodResolver(schema), reValidateMode: "onSubmit", defaultValues });
}
