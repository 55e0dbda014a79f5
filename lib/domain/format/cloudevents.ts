import type { FormatDescription } from "./format.ts";

export const cloudeventsDescription: FormatDescription = {
  label: "cloudevents",
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
