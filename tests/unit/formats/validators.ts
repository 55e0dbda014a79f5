import type { ChannelFormat, FormatType } from "#lib/domain/format/format.ts";
import { cloudeventsReceiver } from "./fixtures/cloudevents.ts";
import { discordReceiver } from "./fixtures/discord.ts";
import { googleChatReceiver } from "./fixtures/google-chat.ts";
import { jiraAutomationReceiver } from "./fixtures/jira-automation.ts";
import { jiraServiceManagementReceiver } from "./fixtures/jira-service-management.ts";
import { mattermostReceiver } from "./fixtures/mattermost.ts";
import { ntfyReceiver } from "./fixtures/ntfy.ts";
import { pagerdutyReceiver } from "./fixtures/pagerduty.ts";
import { servicenowReceiver } from "./fixtures/servicenow.ts";
import { slackReceiver } from "./fixtures/slack.ts";
import { teamsReceiver } from "./fixtures/teams.ts";
import { telegramReceiver } from "./fixtures/telegram.ts";
import { templateReceiver } from "./fixtures/template.ts";

/** What a receiver takes, by its public page: each format's bodies are held against it. */
export type Receiver = {
  /** A channel's format with the fields that it needs. */
  format: ChannelFormat;
  /** The values of its secret fields. */
  secrets: Readonly<Record<string, string>>;
  /** The page that names shape and limits; null if none is public. */
  page: { name: string; href: string; limits: readonly string[] } | null;
  /** A body that the page publishes, which must pass. */
  example: unknown;
  /** Bodies near it, each spoilt in one way that the page refuses. */
  spoilt: readonly (readonly [how: string, body: unknown])[];
  /** Why the receiver would refuse a body; empty if it would take it. */
  faultsOf(body: string): string[];
  /** What in a body would notify people, or be read as markup although a source wrote it. */
  alarmsIn(body: string): string[];
  /** Bodies in which a source's text is left as it came: each must alarm. */
  alarming: readonly unknown[];
};

/** By type: those of the formats that are held against a receiver's page. */
export const RECEIVERS: Readonly<Partial<Record<FormatType, Receiver>>> = {
  slack: slackReceiver,
  teams: teamsReceiver,
  discord: discordReceiver,
  google_chat: googleChatReceiver,
  mattermost: mattermostReceiver,
  ntfy: ntfyReceiver,
  telegram: telegramReceiver,
  pagerduty: pagerdutyReceiver,
  jira_automation: jiraAutomationReceiver,
  jira_service_management: jiraServiceManagementReceiver,
  servicenow: servicenowReceiver,
  cloudevents: cloudeventsReceiver,
  template: templateReceiver,
};
