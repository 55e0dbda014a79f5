import type { FormatType } from "#lib/domain/format/format.ts";
import { alert } from "./alert.ts";
import { cloudevents } from "./cloudevents.ts";
import { discord } from "./discord.ts";
import type { Format } from "./format.ts";
import { googleChat } from "./google-chat.ts";
import { jiraAutomation } from "./jira-automation.ts";
import { jiraServiceManagement } from "./jira-service-management.ts";
import { mattermost } from "./mattermost.ts";
import { ntfy } from "./ntfy.ts";
import { pagerduty } from "./pagerduty.ts";
import { servicenow } from "./servicenow.ts";
import { slack } from "./slack.ts";
import { teams } from "./teams.ts";
import { telegram } from "./telegram.ts";
import { template } from "./template.ts";

/** Every format by its type, which is also what the API calls it. */
export const formats: Readonly<Record<FormatType, Format>> = {
  alert,
  slack,
  teams,
  discord,
  google_chat: googleChat,
  mattermost,
  ntfy,
  telegram,
  pagerduty,
  jira_automation: jiraAutomation,
  jira_service_management: jiraServiceManagement,
  servicenow,
  cloudevents,
  template,
};
