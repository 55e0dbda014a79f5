import type { FormatType } from "#lib/domain/format/format.ts";
import type { GivenFormat } from "#lib/domain/format/format-schema.ts";
import { formatDescriptions } from "#lib/domain/format/formats.ts";
import { STARTING_TEMPLATE } from "./starting-template.ts";

/** A format as the form begins with it: a choice has its first option, a template an example. */
export function blankFormat(type: FormatType): GivenFormat {
  const values = formatDescriptions[type].fields.map(({ name, kind, options }) => [
    name,
    kind === "choice" ? (options?.[0]?.value ?? "") : kind === "code" ? STARTING_TEMPLATE : "",
  ]);
  return { type, ...Object.fromEntries(values) };
}
