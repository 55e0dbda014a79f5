import { z } from "zod";
import { isHeaderToken, noHeaderToken } from "#lib/domain/header-token.ts";
import { IS_MASK, isMask } from "#lib/domain/secret.ts";
import { characters, hasControlCharacters } from "#lib/domain/text.ts";
import { ALERT_FORMAT, FORMAT_TYPES, type FormatField, type FormatType } from "./format.ts";
import { formatDescriptions } from "./formats.ts";

/** A format as the form and the API give it: its fields beside its type, a saved secret as `saved: true`. */
export type GivenFormat = { type: FormatType; saved?: true | undefined } & {
  [field: string]: string | true | undefined;
};

/** A format of any type, with its own fields. A secret field is a value, or `saved: true` keeps the saved one. */
export const formatSchema = z.discriminatedUnion(
  "type",
  FORMAT_TYPES.map((type) => z.strictObject(membersOf(type))) as [z.ZodObject, ...z.ZodObject[]],
  { error: `Format is one of ${FORMAT_TYPES.join(", ")}.` },
) as unknown as z.ZodType<GivenFormat, GivenFormat>;

export const ALERT_GIVEN: GivenFormat = { type: ALERT_FORMAT.type };

function membersOf(type: FormatType): z.core.$ZodShape {
  const { fields } = formatDescriptions[type];
  const hasSecret = fields.some(({ kind }) => kind === "secret");
  return {
    type: z.literal(type),
    ...Object.fromEntries(fields.map((field) => [field.name, fieldSchema(field)])),
    ...(hasSecret && { saved: z.literal(true, { error: "saved is true or left out." }).optional() }),
  };
}

/** An empty text is the same as none. */
function fieldSchema(field: FormatField): z.ZodType {
  const { label, kind, max, fault } = field;
  const text = z
    .string({ error: `${label} must be a string.` })
    .refine((value) => value.isWellFormed(), {
      error: `${label} contains half of a surrogate pair, which is not a character.`,
    })
    .refine((value) => characters(value) <= max, {
      error: `${label} may have at most ${max.toLocaleString("en")} characters.`,
    })
    .superRefine((value, context) => {
      const message = value === "" ? null : (faultOf(field, value) ?? fault?.(value) ?? null);
      if (message !== null) context.addIssue({ code: "custom", message });
    });
  // Whether a required secret is missing is judged with what is saved.
  if (!field.required || kind === "secret")
    return text.meta({ maxLength: max, ...(kind === "secret" && { writeOnly: true }) }).optional();
  return z
    .string({ error: `${label} is required.` })
    .min(1, { error: `${label} is required.` })
    .pipe(text)
    .meta({ maxLength: max });
}

function faultOf({ label, kind, options, header }: FormatField, value: string): string | null {
  if (kind === "secret" && isMask(value)) return IS_MASK;
  if (kind !== "code" && hasControlCharacters(value)) return `${label} contains a control character.`;
  if (header !== undefined && !isHeaderToken(value)) return noHeaderToken(label);
  if (kind !== "choice" || options?.some((option) => option.value === value)) return null;
  return `${label} is one of ${options?.map((option) => option.value).join(", ")}.`;
}
