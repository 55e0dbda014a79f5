import type { FormatDescription } from "./format.ts";

export const servicenowDescription: FormatDescription = {
  label: "servicenow",
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
