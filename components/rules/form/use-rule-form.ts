import { useMemo } from "react";
import { type UseFormReturn, useForm } from "react-hook-form";
import { laterResolver } from "#components/form/later-resolver.ts";
import { later, useIdleLoad } from "#components/ui/later.ts";
import type { RuleSettings, RuleValues } from "#lib/domain/rule/rule-schema.ts";
import type { FindFault } from "#lib/domain/rule/settings-schemas.ts";

export type RuleForm = UseFormReturn<RuleValues, unknown, RuleSettings>;

/** Validates everything of a rule except its expression: zod with the schemas. */
export const ruleJudge = later(() => import("./rule-judge.ts"));

/** Validates an expression: CEL with its parser. It is loaded once a rule has an expression. */
export const expressionJudge = later(() => import("#lib/domain/rule/expression.ts"));

/** The form of a rule, validated with the server's schemas. */
export function useRuleForm(defaultValues: RuleValues, { isNew }: { isNew: boolean }): RuleForm {
  useIdleLoad(ruleJudge);
  const resolver = useMemo(
    () =>
      laterResolver(ruleJudge, async ({ resolversWith }, { expression }: RuleValues) => {
        const resolvers = resolversWith(await faultFinderFor(expression));
        return resolvers[isNew ? "new" : "saved"];
      }),
    [isNew],
  );
  return useForm({ resolver, reValidateMode: "onSubmit", defaultValues });
}

const findNothing: FindFault = () => null;

/** Finds nothing where CEL can't be loaded: the server alone judges the expression then. */
async function faultFinderFor(expression: RuleValues["expression"]): Promise<FindFault> {
  if (expression === null) return findNothing;
  const judge = await expressionJudge.load().catch(() => null);
  return judge?.faultOfExpression ?? findNothing;
}
