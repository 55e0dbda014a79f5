import type { FormatDescription } from "./format.ts";

export const ntfyDescription: FormatDescription = {
  label: "ntfy",
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
