import { FORMAT_TYPES, type FormatType } from "#lib/domain/format/format.ts";
import { formatDescriptions } from "#lib/domain/format/formats.ts";
import type { FormatFace } from "./format-face.ts";

/** How the form shows a format. */
export function faceOf(type: FormatType): FormatFace {
  const { label, summary, fields, urlPlaceholder } = formatDescriptions[type];
  return {
    type,
    label,
    summary,
    fields: fields.map(({ fault: _, ...field }) => field),
    urlPlaceholder,
  };
}

export const labelOf = (type: FormatType): string => formatDescriptions[type].label;

/** All formats, in the order in which the form offers them. */
export const FORMAT_OPTIONS = FORMAT_TYPES.map((value) => ({ value, label: labelOf(value) }));
