import type { FormatDescription, FormatField, FormatType } from "#lib/domain/format/format.ts";

/** A field as the form shows it. What judges it is loaded later. */
export type FaceField = Omit<FormatField, "fault">;

/** A format as the form shows it: the part of its description that a page can hand over. */
export type FormatFace = Pick<FormatDescription, "label" | "summary" | "urlPlaceholder"> & {
  type: FormatType;
  fields: readonly FaceField[];
};
