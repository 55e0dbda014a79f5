import { z } from "zod";
import { nameText } from "#lib/domain/text-schema.ts";
import { SCOPES } from "./actor.ts";
import { scopeSchema } from "./actor-schema.ts";

export const newApiKeySchema = z.strictObject({
  name: nameText("Name", 100),
  scopes: z
    .array(scopeSchema)
    .min(1, { error: "Choose at least one scope." })
    .transform((scopes) => SCOPES.filter((scope) => scopes.includes(scope))),
});
export type NewApiKeyInput = z.input<typeof newApiKeySchema>;
export type NewApiKey = z.output<typeof newApiKeySchema>;
