import { zodResolver } from "@hookform/resolvers/zod";
import { type FindFault, settingsSchemas } from "#lib/domain/rule/settings-schemas.ts";

export { filtersSchema } from "#lib/domain/rule/settings-schemas.ts";

/** They judge a rule's form as the server does, if `faultOf` judges expressions as it does. */
export function resolversWith(faultOf: FindFault) {
  const { settings, newSettings } = settingsSchemas(faultOf);
  return { new: zodResolver(newSettings), saved: zodResolver(settings) };
}
