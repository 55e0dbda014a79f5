import type { FormatDescription, SecretInUrl } from "./format.ts";
import { placeOf, secretParts } from "./own-url.ts";

/** The older address, whose last segment is its secret. The newer one has its secret in a header. */
const WITH_SECRET = /^\/pro\/hooks\/([^/]+)\/?$/;
const WITH_HEADER = /^\/automation\/webhooks\//;

export const jiraAutomationDescription: FormatDescription = {
  label: "Jira automation",
  summary: "Starts a rule of Jira's automation by its trigger Incoming webhook, with the alert as its data.",
  fields: [
    {
      name: "webhook_token",
      label: "Webhook Secret",
      help: "The secret that the trigger shows beside its URL. Leave it empty for an older URL that contains it.",
      kind: "secret",
      required: false,
      max: 200,
      header: "x-automation-webhook-token",
    },
  ],
  urlSteps: [
    "In Jira, open the project's Automation and create a rule with the trigger Incoming webhook.",
    "Choose No work items from the webhook, unless the rule looks for one by itself.",
    "Copy its URL, and its secret into the field below.",
    "Use the alert's fields in the rule as {{webhookData.alert_title}}, {{webhookData.priority}} and so on.",
    "To find the issue again at the end, store {{webhookData.alert_id}} in it, and branch by {{webhookData.status}}.",
  ],
  urlHelp: {
    label: "Jira automation triggers",
    href: "https://support.atlassian.com/cloud-automation/docs/jira-automation-triggers/",
  },
  urlPlaceholder: "https://api-private.atlassian.com/automation/webhooks/jira/a/…",
  ownUrl(url): readonly SecretInUrl[] | null {
    const { host, path } = placeOf(url);
    if (host === "api-private.atlassian.com" && WITH_HEADER.test(path)) return [];
    const secret = host === "automation.atlassian.com" ? WITH_SECRET.exec(path)?.[1] : undefined;
    return secret === undefined ? null : secretParts({ SECRET: [secret] });
  },
  limits: [
    {
      of: "Texts",
      at_most: "whole; a mention or an embedded picture in them is broken, so that a rule may print them",
    },
  ],
  onClose: "It starts the rule again with `status` Resolved or Auto-Resolved and the same `alert_id`.",
  verifiedBy: null,
};
