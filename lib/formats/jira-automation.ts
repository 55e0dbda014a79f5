import type { Format } from "./format.ts";

export const jiraAutomation: Format = {
  headers: () => ({}),
  body() {
    throw new Error("jira_automation is not built yet");
  },
};
