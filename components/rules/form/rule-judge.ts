import { zodResolver } from "@hookform/resolvers/zod";
import { newRuleSettingsSchema, ruleSettingsSchema } from "#lib/domain/rule/rule-schema.ts";

export { faultOfExpression } from "#lib/domain/rule/expression.ts";
export { filtersSchema } from "#lib/domain/rule/rule-schema.ts";

/** Validate a rule's form with the server's schemas. */
export const resolvers = { new: zodResolver(newRuleSettingsSchema), saved: zodResolver(ruleSettingsSchema) };
