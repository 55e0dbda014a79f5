import type { FormatDescription } from "./format.ts";

export const teamsDescription: FormatDescription = {
  label: "teams",
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
