import { z } from "zod";
import { parseRanges } from "#lib/domain/ip-range.ts";
import { nameText } from "#lib/domain/text-schema.ts";
import { SCOPES } from "./actor.ts";
import { scopeSchema } from "./actor-schema.ts";
import { NAMESPACE_LENGTH, PER_MINUTE } from "./api-key.ts";
import { type Expiry, readExpiry } from "./api-key-expiry.ts";

const MAX_RANGES = 50;

/** A key to be made, as it was typed: in the form, or after the command line's options. Empty is none. */
export const newApiKeySchema = z.strictObject({
  name: nameText("Name", 100),
  scopes: z
    .array(scopeSchema, { error: "Choose at least one scope." })
    .min(1, { error: "Choose at least one scope." })
    .transform((scopes) => SCOPES.filter((scope) => scopes.includes(scope))),
  namespace: optionalText("Namespace").pipe(namespaceSchema()),
  expires: optionalText("Expires").transform(expiryOf),
  addresses: optionalText("Allowed addresses").transform(readAddresses),
  per_minute: optionalText("Requests per minute").transform(readPerMinute),
});
export type NewApiKeyInput = z.input<typeof newApiKeySchema>;
export type NewApiKey = z.output<typeof newApiKeySchema>;

/** Trimmed text of at most 4,096 characters; absent is empty. */
function optionalText(label: string) {
  return z
    .string({ error: `${label} must be a string.` })
    .trim()
    .max(4_096, { error: `${label} may have at most 4,096 characters.` })
    .default("");
}

function namespaceSchema() {
  return z.string().regex(new RegExp(`^[a-z0-9-]{0,${NAMESPACE_LENGTH}}$`), {
    error: `A namespace has at most ${NAMESPACE_LENGTH} of the characters a-z, 0-9 and -.`,
  });
}

function expiryOf(text: string, context: z.RefinementCtx): Expiry {
  const expiry = readExpiry(text);
  if (expiry === undefined) context.addIssue({ code: "custom", message: NO_EXPIRY });
  return expiry ?? null;
}

const NO_EXPIRY =
  "Expires is a whole number with m, h or d, such as 90d, or a time with an offset, such as 2027-01-31T09:00:00Z.";

/** The ranges as they were typed, or null for all addresses. */
function readAddresses(text: string, context: z.RefinementCtx): string[] | null {
  const entries = text.split(/[\s,]+/).filter((entry) => entry !== "");
  try {
    parseRanges(text);
  } catch (error) {
    context.addIssue({ code: "custom", message: error instanceof Error ? error.message : String(error) });
  }
  if (entries.length > MAX_RANGES)
    context.addIssue({ code: "custom", message: `Allowed addresses may have at most ${MAX_RANGES} ranges.` });
  return entries.length === 0 ? null : entries;
}

function readPerMinute(text: string, context: z.RefinementCtx): number | null {
  if (text === "") return null;
  const limit = Number(text);
  if (/^\d+$/.test(text) && limit >= PER_MINUTE.min && limit <= PER_MINUTE.max) return limit;
  const most = PER_MINUTE.max.toLocaleString("en");
  context.addIssue({ code: "custom", message: `Requests per minute is a whole number from 1 to ${most}.` });
  return null;
}
