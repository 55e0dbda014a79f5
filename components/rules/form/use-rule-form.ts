import { zodResolver } from "@hookform/resolvers/zod";
import { useEffect } from "react";
import { type FieldPath, type UseFormReturn, useForm } from "react-hook-form";
import {
  newRuleSettingsSchema,
  type RuleSettings,
  type RuleValues,
  ruleSettingsSchema,
} from "#lib/domain/rule-settings.ts";

export type RuleForm = UseFormReturn<RuleValues, unknown, RuleSettings>;

/** The form of a rule, judged as the server judges. */
export function useRuleForm(defaultValues: RuleValues, { isNew }: { isNew: boolean }): RuleForm {
  const schema = isNew ? newRuleSettingsSchema : ruleSettingsSchema;
  const form: RuleForm = useForm({ resolver: zodResolver(schema), defaultValues });
  useClearedOnChange(form);
  return form;
}

/**
 * A trial and the switch to an expression judge fields before the form is sent, and until then nothing judges them
 * again while they are corrected: what was found ends with the next change of its field.
 */
function useClearedOnChange(form: RuleForm): void {
  useEffect(
    () =>
      form.subscribe({
        formState: { values: true },
        callback: ({ name }) => {
          if (name !== undefined && !form.formState.isSubmitted)
            form.clearErrors(name as FieldPath<RuleValues>);
        },
      }),
    [form],
  );
}
