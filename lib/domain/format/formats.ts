import { alertDescription } from "./alert.ts";
import { cloudeventsDescription } from "./cloudevents.ts";
import { discordDescription } from "./discord.ts";
import type { FormatDescription, FormatType } from "./format.ts";
import { googleChatDescription } from "./google-chat.ts";
import { jiraAutomationDescription } from "./jira-automation.ts";
import { jiraServiceManagementDescription } from "./jira-service-management.ts";
import { mattermostDescription } from "./mattermost.ts";
import { ntfyDescription } from "./ntfy.ts";
import { pagerdutyDescription } from "./pagerduty.ts";
import { servicenowDescription } from "./servicenow.ts";
import { slackDescription } from "./slack.ts";
import { teamsDescription } from "./teams.ts";
import { telegramDescription } from "./telegram.ts";
import { templateDescription } from "./template.ts";

/** Every format's description by its type. */
export const formatDescriptions: Readonly<Record<FormatType, FormatDescription>> = {
  alert: alertDescription,
  slack: slackDescription,
  teams: teamsDescription,
  discord: discordDescription,
  google_chat: googleChatDescription,
  mattermost: mattermostDescription,
  ntfy: ntfyDescription,
  telegram: telegramDescription,
  pagerduty: pagerdutyDescription,
  jira_automation: jiraAutomationDescription,
  jira_service_management: jiraServiceManagementDescription,
  servicenow: servicenowDescription,
  cloudevents: cloudeventsDescription,
  template: templateDescription,
};
