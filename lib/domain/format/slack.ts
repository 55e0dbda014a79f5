import type { FormatDescription } from "./format.ts";

export const slackDescription: FormatDescription = {
  label: "slack",
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
