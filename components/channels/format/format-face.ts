import type { FormatDescription, FormatField, FormatType } from "#lib/domain/format/format.ts";

/** A field as the form shows it. What judges it is loaded later. */
export type FaceField = Omit<FormatField, "fault">;

/** A format as the form shows it: the part of its description that a page can hand over. */
export type FormatFace = Pick<
  FormatDescription,
  "label" | "summary" | "urlSteps" | "urlHelp" | "urlPlaceholder" | "onClose" | "limits"
> & { type: FormatType; fields: readonly FaceField[] };

/** The formats that the page hands to the form: what it chooses from, and the one that it opens with. */
export type FormFormats = {
  options: readonly { value: FormatType; label: string }[];
  opened: FormatFace;
};
