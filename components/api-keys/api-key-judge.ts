import { zodResolver } from "@hookform/resolvers/zod";
import { newApiKeySchema } from "#lib/domain/people/api-key-schema.ts";

/** Validates the form of a new key with the server's schema. */
export const resolver = zodResolver(newApiKeySchema);
