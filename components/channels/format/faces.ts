import { FORMAT_TYPES, type FormatType } from "#lib/domain/format/format.ts";
import { formatDescriptions } from "#lib/domain/format/formats.ts";
import type { FormatFace, FormFormats } from "./format-face.ts";

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

/** What a page hands to a form that opens with a format of this type. */
export const formFormats = (type: FormatType): FormFormats => ({
  labels: FORMAT_TYPES.map(labelOf),
  opened: faceOf(type),
});

export const labelOf = (type: FormatType): string => formatDescriptions[type].label;
