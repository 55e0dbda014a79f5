import { z } from "zod";
import { IS_MASK, isMask } from "#lib/domain/secret.ts";
import { nameText, text } from "#lib/domain/text-schema.ts";
import { faultOfSourceExpression } from "./expression.ts";
import { IGNORE_LABELS_MAX, LABEL_MAX, SECRET_MAX } from "./limits.ts";
import { checkExpressions, ownMembers } from "./own-schema.ts";

const NO_OBJECT = {
  error: (issue: { code?: string | undefined }) =>
    issue.code === "invalid_type" ? "A source must be a JSON object." : undefined,
};

const check = checkExpressions(faultOfSourceExpression);

/** All settings of a source of one's own. */
export const ownSettingsSchema = z.strictObject(ownMembers, NO_OBJECT).superRefine(check);

/** The expressions alone, to try them. */
export const mappingSchema = z
  .strictObject({ for_each: ownMembers.for_each, fields: ownMembers.fields }, NO_OBJECT)
  .superRefine(check);

/** A new source of one's own. Only its name is required: the expressions can be written once a sample is in. */
export const newSourceSchema = z
  .strictObject(
    {
      type: z.literal("json", { error: "type is json: the other types are there already." }).default("json"),
      name: ownMembers.name,
      repeats: ownMembers.repeats.default("drop"),
      for_each: ownMembers.for_each.default(null),
      fields: ownMembers.fields.default({}),
    },
    NO_OBJECT,
  )
  .superRefine(check);
export type NewSource = z.output<typeof newSourceSchema>;

/** A secret that is saved is never shown: a change sends it anew, keeps it, or deletes it with null. */
const secretSchema = z.union(
  [
    text("secret", SECRET_MAX)
      .min(1, { error: "The secret is empty: enter it, or delete it with null." })
      .refine((value) => !isMask(value), { error: IS_MASK }),
    z.strictObject({ saved: z.literal(true) }),
    z.null(),
  ],
  { error: 'secret is a text, null, or {"saved": true}.' },
);

/**
 * A change of any members, of a source of one's own or of a sender's type. `version` is the version that was
 * changed. Which members count depends on the type.
 */
export const sourceChangesSchema = z
  .strictObject(
    {
      ...ownMembers,
      ignore_labels: z
        .array(nameText("A label", LABEL_MAX), { error: "ignore_labels must be a list of label names." })
        .max(IGNORE_LABELS_MAX, { error: `There may be at most ${IGNORE_LABELS_MAX} labels.` })
        .transform((labels) => [...new Set(labels)]),
      secret: secretSchema,
      version: z.int({ error: "version must be a whole number." }),
    },
    NO_OBJECT,
  )
  .partial();
export type SourceChanges = z.output<typeof sourceChangesSchema>;
