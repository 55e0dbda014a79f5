import { zodResolver } from "@hookform/resolvers/zod";
import { z } from "zod";
import { newApiKeySchema } from "#lib/domain/people/api-key-schema.ts";
import { type ExpiryChoice, NO_TIME, wantedExpiry } from "./expiry.ts";

const expires = z.custom<ExpiryChoice>((choice) => wantedExpiry(choice as ExpiryChoice, null) !== null, {
  error: NO_TIME,
});

/**
 * Validates the form of a new key with the server's schema, and keeps the values as they were typed. Whether
 * its end is ahead, the server decides.
 */
export const resolver = zodResolver(newApiKeySchema.extend({ expires }), undefined, { raw: true });
