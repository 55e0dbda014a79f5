import { z } from "zod";
import { IS_MASK, isMask } from "#lib/domain/secret.ts";
import { characters } from "#lib/domain/text.ts";
import { savedSchema } from "./authentication-schema.ts";
import {
  faultOfUrl,
  REPLACEMENT_PATTERN,
  TYPED_URL_MAX,
  URL_MAX,
  URL_TOO_LONG,
  URL_VALUE_MAX,
  URL_VALUE_MIN,
} from "./masked-url.ts";

/** A channel's URL as typed. checkTogether checks it together with its sensitive values. */
export const urlSchema = z
  .string({ error: "URL is required." })
  .trim()
  .min(1, { error: "URL is required." })
  .refine((value) => value.length <= TYPED_URL_MAX, { error: URL_TOO_LONG, abort: true })
  // Checked here too, because checkTogether does not run if another member is at fault.
  .superRefine((value, context) => {
    const fault = value === "" ? null : faultOfUrl(value);
    if (fault !== null) context.addIssue({ code: "custom", message: fault });
  })
  // No format "uri", in which {{ and }} are invalid.
  .meta({
    maxLength: URL_MAX,
    description: "An http or https URL. Placeholders such as {{TOKEN}} may stand in its path and query.",
    examples: ["https://jira.example.com/hook/{{TOKEN}}"],
  });

/** One row of "Protect sensitive data in the URL". Without a value, the saved one is kept. */
export const urlSecretSchema = z.strictObject({
  replacement: z
    .string({ error: "Replacement Value is required." })
    .min(1, { error: "Replacement Value is required." })
    .refine((value) => value === "" || REPLACEMENT_PATTERN.test(value), {
      error: "A Replacement Value has 1–50 letters, digits, _ and - only.",
    }),
  value: z
    .string({ error: "Sensitive Value must be a string." })
    .refine((value) => value === "" || characters(value) >= URL_VALUE_MIN, {
      error: `A Sensitive Value has at least ${URL_VALUE_MIN} characters.`,
    })
    .refine((value) => characters(value) <= URL_VALUE_MAX, {
      error: `A Sensitive Value may have at most ${URL_VALUE_MAX.toLocaleString("en")} characters.`,
      // The value is too long for a pattern, so the URL isn't searched for it.
      abort: true,
    })
    .refine((value) => !isMask(value), { error: IS_MASK })
    .meta({ minLength: URL_VALUE_MIN, maxLength: URL_VALUE_MAX, writeOnly: true })
    .optional(),
  saved: savedSchema,
});
