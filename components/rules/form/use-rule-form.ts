import { useMemo } from "react";
import { type UseFormReturn, useForm } from "react-hook-form";
import { laterResolver } from "#components/form/later-resolver.ts";
import { later, useIdleLoad } from "#components/ui/later.ts";
import type { RuleSettings, RuleValues } from "#lib/domain/rule/rule-schema.ts";

export type RuleForm = UseFormReturn<RuleValues, unknown, RuleSettings>;

/** What validates a rule: zod with the schemas, and CEL with its parser. */
export const ruleJudge = later(() => import("./rule-judge.ts"));

/** The form of a rule, validated with the server's schemas. */
export function useRuleForm(defaultValues: RuleValues, { isNew }: { isNew: boolean }): RuleForm {
  useIdleLoad(ruleJudge);
  const resolver = useMemo(
    () => laterResolver(ruleJudge, ({ resolvers }) => resolvers[isNew ? "new" : "saved"]),
    [isNew],
  );
  return useForm({ resolver, reValidateMode: "onSubmit", defaultValues });
}
