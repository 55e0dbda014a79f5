import type { FormatDescription } from "./format.ts";

export const telegramDescription: FormatDescription = {
  label: "telegram",
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
