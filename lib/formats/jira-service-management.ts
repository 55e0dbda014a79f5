import type { Format } from "./format.ts";

export const jiraServiceManagement: Format = {
  headers: () => ({}),
  body() {
    throw new Error("jira_service_management is not built yet");
  },
};
