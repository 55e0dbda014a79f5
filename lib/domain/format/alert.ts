import type { FormatDescription } from "./format.ts";

export const alertDescription: FormatDescription = {
  label: "alert",
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
