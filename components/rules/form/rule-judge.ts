import { zodResolver } from "@hookform/resolvers/zod";
import { newRuleSettingsSchema, ruleSettingsSchema } from "#lib/domain/rule/rule-schema.ts";

export { faultOfExpression } from "#lib/domain/rule/expression.ts";
export { filtersSchema } from "#lib/domain/rule/rule-schema.ts";

/** They judge a rule's form as the server does. */
export const resolvers = { new: zodResolver(newRuleSettingsSchema), saved: zodResolver(ruleSettingsSchema) };
