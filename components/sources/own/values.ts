import { type ComparedField, memberField } from "#components/form/compare.ts";
import { REPEATS_WORDS } from "#components/sources/repeats-words.ts";
import { EXPRESSION_FIELDS, type ExpressionField, type Repeats } from "#lib/domain/source/settings.ts";
import { ALL_FIELDS } from "./field-words.ts";

/** A source of one's own as its page shows it. */
export type ShownOwnSource = {
  id: string;
  name: string;
  version: number;
  repeats: Repeats;
  forEach: string | null;
  fields: Readonly<Partial<Record<ExpressionField, string>>>;
};

/** The form's values: an expression that is left empty is none. */
export type OwnValues = {
  name: string;
  repeats: Repeats;
  for_each: string;
  fields: Record<ExpressionField, string>;
};

/** The expressions of a source, as the server takes them. */
export type DraftMapping = Pick<OwnValues, "for_each" | "fields">;

export const valuesOf = ({ name, repeats, forEach, fields }: ShownOwnSource): OwnValues => ({
  name,
  repeats,
  for_each: forEach ?? "",
  fields: Object.fromEntries(
    EXPRESSION_FIELDS.map((field) => [field, fields[field] ?? ""]),
  ) as OwnValues["fields"],
});

/** The settings for the comparison of two people's changes. */
export const OWN_FIELDS: readonly ComparedField<OwnValues>[] = [
  memberField<OwnValues>("name", "Name", ({ name }) => name),
  memberField<OwnValues>("repeats", "Repeats", ({ repeats }) => REPEATS_WORDS[repeats]),
  memberField<OwnValues>("for_each", "List of alerts", (values) => values.for_each || "None"),
  ...ALL_FIELDS.map(
    ({ field, label }): ComparedField<OwnValues> => ({
      name: `fields.${field}`,
      label,
      of: ({ fields }) => fields[field],
      inWords: ({ fields }) => fields[field] || "None",
      put: (into, from) => ({ ...into, fields: { ...into.fields, [field]: from.fields[field] } }),
    }),
  ),
];
