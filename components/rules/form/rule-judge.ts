import { zodResolver } from "@hookform/resolvers/zod";
import { type FindFault, settingsSchemas } from "#lib/domain/rule/settings-schemas.ts";

export { filtersSchema } from "#lib/domain/rule/settings-schemas.ts";

/** Validate a rule's form with the server's schemas. `faultOf` judges expressions. */
export function resolversWith(faultOf: FindFault) {
  const { settings, newSettings } = settingsSchemas(faultOf);
  return { new: zodResolver(newSettings), saved: zodResolver(settings) };
}
