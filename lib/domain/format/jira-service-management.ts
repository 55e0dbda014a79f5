import type { FormatDescription } from "./format.ts";

export const jiraServiceManagementDescription: FormatDescription = {
  label: "jira_service_management",
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
