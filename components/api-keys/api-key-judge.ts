import { zodResolver } from "@hookform/resolvers/zod";
import { newApiKeySchema } from "#lib/domain/people/api-key-schema.ts";

/** Judges the form of a new key as the server does. */
export const resolver = zodResolver(newApiKeySchema);
