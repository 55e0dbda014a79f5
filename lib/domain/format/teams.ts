import type { FormatDescription, SecretInUrl } from "./format.ts";
import { placeOf, rawParameters, secretParts } from "./own-url.ts";

export const teamsDescription: FormatDescription = {
  label: "Microsoft Teams",
  summary:
    "An Adaptive Card with the alert's status, text, facts and a link to its page, to a workflow of Teams.",
  fields: [],
  urlSteps: [
    "In Teams, open the menu of the channel or chat and choose Workflows.",
    "Choose the template for posting to a channel or chat when a webhook request is received.",
    "Choose the team and the channel, add the workflow, and copy the URL.",
  ],
  urlHelp: {
    label: "Create incoming webhooks with Workflows (Microsoft)",
    href: "https://support.microsoft.com/en-us/office/create-incoming-webhooks-with-workflows-for-microsoft-teams-8ae491c7-0394-4861-ba59-055e33f75498",
  },
  urlPlaceholder: "https://….environment.api.powerplatform.com/…/invoke?…&sig=…",
  ownUrl,
  limits: [{ of: "The whole message", at_most: "28 KB; the alert's text 6,000 bytes of it" }],
  onClose: "Another card says that the alert was resolved; the first one stays as it is.",
  verifiedBy: {
    page: "Create an Incoming Webhook (Microsoft Teams)",
    href: "https://learn.microsoft.com/en-us/microsoftteams/platform/webhooks-and-connectors/how-to/add-incoming-webhook",
  },
};

/** Where workflows are called: by Power Automate, or by Logic Apps as before. */
const WORKFLOWS = /\.(?:logic\.azure\.(?:com|us)|api\.powerplatform\.(?:com|us)|api\.powerautomate\.com)$/;

function ownUrl(url: URL): readonly SecretInUrl[] | null {
  const { host, path } = placeOf(url);
  const signatures = rawParameters(url, "sig");
  if (WORKFLOWS.test(host) && signatures.length > 0) return secretParts({ SECRET: signatures });
  // Connectors, which Teams still answers for some.
  const connector = /^\/webhookb2\/[^/]+\/IncomingWebhook\/(.+)$/.exec(path)?.[1];
  return host.endsWith(".webhook.office.com") && connector !== undefined
    ? secretParts({ SECRET: [connector] })
    : null;
}
