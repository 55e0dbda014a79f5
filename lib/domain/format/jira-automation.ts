import type { FormatDescription } from "./format.ts";

export const jiraAutomationDescription: FormatDescription = {
  label: "jira_automation",
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
