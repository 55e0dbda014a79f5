import type { FormatDescription } from "./format.ts";

export const pagerdutyDescription: FormatDescription = {
  label: "pagerduty",
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
