import type { FormatDescription } from "./format.ts";

export const templateDescription: FormatDescription = {
  label: "template",
  summary: "",
  fields: [],
  urlSteps: [],
  urlHelp: null,
  urlPlaceholder: "https://",
  ownUrl: () => null,
  limits: [],
  onClose: "",
  verifiedBy: null,
};
