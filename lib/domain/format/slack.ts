import type { FormatDescription, SecretInUrl } from "./format.ts";
import { placeOf, secretParts } from "./own-url.ts";

export const slackDescription: FormatDescription = {
  label: "Slack",
  summary:
    "A message with the alert's status, text, facts and a link to its page, to an incoming webhook of Slack.",
  fields: [],
  urlSteps: [
    "Open https://api.slack.com/apps and create an app, or choose one of your workspace.",
    "Under Incoming Webhooks, switch on Activate Incoming Webhooks.",
    "Choose Add New Webhook to Workspace, choose the channel, and copy the Webhook URL.",
  ],
  urlHelp: {
    label: "Sending messages using incoming webhooks (Slack)",
    href: "https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks/",
  },
  urlPlaceholder: "https://hooks.slack.com/services/T…/B…/…",
  ownUrl,
  limits: [
    { of: "The alert's text", at_most: "3,000 characters" },
    { of: "Each fact", at_most: "2,000 characters" },
  ],
  onClose: "Another message says that the alert was resolved; the first one stays as it is.",
  verifiedBy: {
    page: "Block Kit: section block; formatting message text (Slack)",
    href: "https://docs.slack.dev/reference/block-kit/blocks/section-block/",
  },
};

const HOSTS = ["hooks.slack.com", "hooks.slack-gov.com"];

function ownUrl(url: URL): readonly SecretInUrl[] | null {
  const { host, path } = placeOf(url);
  const token = /^\/services\/[^/]+\/[^/]+\/([^/]+)\/?$/.exec(path)?.[1];
  return HOSTS.includes(host) && token !== undefined ? secretParts({ SECRET: [token] }) : null;
}
