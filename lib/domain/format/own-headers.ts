import type { GivenFormat } from "./format-schema.ts";
import { formatDescriptions } from "./formats.ts";

/** The headers that a format sets itself, in lower case: those of its fields that are given, saved or required. */
export function ownHeaders(format: GivenFormat): Set<string> {
  const { fields } = formatDescriptions[format.type];
  const isSet = ({ name, required }: (typeof fields)[number]) => required || format.saved || format[name];
  return new Set(
    fields.flatMap((field) => (field.header !== undefined && isSet(field) ? [field.header] : [])),
  );
}
