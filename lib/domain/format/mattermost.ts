import type { FormatDescription } from "./format.ts";

export const mattermostDescription: FormatDescription = {
  label: "mattermost",
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
