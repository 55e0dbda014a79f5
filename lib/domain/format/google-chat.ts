import type { FormatDescription } from "./format.ts";

export const googleChatDescription: FormatDescription = {
  label: "google_chat",
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
