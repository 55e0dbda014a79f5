import { z } from "zod";
import { IS_MASK, isMask } from "#lib/domain/secret.ts";
import { hasControlCharacters } from "#lib/domain/text.ts";
import { savedSchema } from "./authentication-schema.ts";
import { headerKey } from "./header.ts";

const NAME_MAX = 100;
const VALUE_MAX = 4_096;

/** RFC 9110 §5.6.2: the characters allowed in a header's name. */
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/** Names that the sender sets itself, or that would change a request's framing. */
const RESERVED: ReadonlySet<string> = new Set([
  "host",
  "content-length",
  "content-type",
  "transfer-encoding",
  "connection",
  "keep-alive",
  "upgrade",
  "expect",
  "te",
  "trailer",
  "accept-encoding",
  "webhook-id",
  "webhook-timestamp",
  "webhook-signature",
  "tocsin-hops",
]);

const headerName = z
  .string({ error: "Key is required." })
  .trim()
  .min(1, { error: "Key is required." })
  .max(NAME_MAX, { error: `A header's key may have at most ${NAME_MAX} characters.` })
  .refine((name) => name === "" || TOKEN.test(name), {
    error: "A header's key has letters, digits and - _ . only: no spaces, no colon.",
  })
  .refine((name) => !RESERVED.has(headerKey(name)), {
    error: "Tocsin sets this header itself: remove the row.",
  });

const headerValue = z
  .string({ error: "Value must be a string." })
  .trim()
  .refine((value) => !hasControlCharacters(value), {
    error: "A header's value can't contain a control character, such as a line break or a tab.",
  })
  .refine(isLatin1, {
    error:
      "A header's value may hold Latin-1 characters only: encode others, for example with percent signs.",
  })
  .refine((value) => value.length <= VALUE_MAX, {
    error: `A header's value may have at most ${VALUE_MAX.toLocaleString("en")} characters.`,
  });

function isLatin1(value: string): boolean {
  return [...value].every((character) => character <= "\u00ff");
}

/** One row of Headers. Without a value, the saved one is kept. */
export const headerSchema = z
  .strictObject({
    name: headerName,
    value: headerValue.optional(),
    sensitive: z.boolean({ error: "sensitive must be true or false." }).default(false),
    saved: savedSchema,
  })
  .superRefine(({ value = "", sensitive }, context) => {
    // A mask made of dots is not Latin-1, and is already refused for that.
    if (sensitive && isMask(value) && isLatin1(value))
      context.addIssue({ code: "custom", path: ["value"], message: IS_MASK });
  });
