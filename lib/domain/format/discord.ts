import type { FormatDescription } from "./format.ts";

export const discordDescription: FormatDescription = {
  label: "discord",
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
