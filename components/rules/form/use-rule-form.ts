import { zodResolver } from "@hookform/resolvers/zod";
import { type UseFormReturn, useForm } from "react-hook-form";
import {
  newRuleSettingsSchema,
  type RuleSettings,
  type RuleValues,
  ruleSettingsSchema,
} from "#lib/domain/rule/settings.ts";

export type RuleForm = UseFormReturn<RuleValues, unknown, RuleSettings>;

/** The form of a rule, validated by the server's schema. */
export function useRuleForm(defaultValues: RuleValues, { isNew }: { isNew: boolean }): RuleForm {
  const schema = isNew ? newRuleSettingsSchema : ruleSettingsSchema;
  return useForm({ resolver: zodResolver(schema), reValidateMode: "onSubmit", defaultValues });
}
