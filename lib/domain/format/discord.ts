import type { FormatDescription, SecretInUrl } from "./format.ts";
import { placeOf, secretParts } from "./own-url.ts";

export const discordDescription: FormatDescription = {
  label: "Discord",
  summary:
    "A message with the alert's status, text, facts and a link to its page, to a webhook of a Discord channel.",
  fields: [],
  urlSteps: [
    "In Discord, open the channel's settings and choose Integrations, then Webhooks.",
    "Choose New Webhook, give it a name, and choose Copy Webhook URL.",
  ],
  urlHelp: {
    label: "Intro to Webhooks (Discord)",
    href: "https://support.discord.com/hc/en-us/articles/228383668-Intro-to-Webhooks",
  },
  urlPlaceholder: "https://discord.com/api/webhooks/…/…",
  ownUrl,
  limits: [
    { of: "The headline", at_most: "2,000 characters" },
    { of: "The alert's text and links", at_most: "4,096 characters" },
    { of: "Each fact", at_most: "200 characters, so that all stay below 6,000" },
  ],
  onClose: "Another message says that the alert was resolved; the first one stays as it is.",
  verifiedBy: {
    page: "Execute Webhook; embed limits (Discord)",
    href: "https://discord.com/developers/docs/resources/webhook#execute-webhook",
  },
};

const HOST = /^(?:(?:ptb|canary)\.)?discord(?:app)?\.com$/;

/** Behind the token, `/slack` and `/github` take others' formats. */
function ownUrl(url: URL): readonly SecretInUrl[] | null {
  const { host, path } = placeOf(url);
  const token = /^\/api(?:\/v\d+)?\/webhooks\/[^/]+\/([^/]+)/.exec(path)?.[1];
  return HOST.test(host) && token !== undefined ? secretParts({ SECRET: [token] }) : null;
}
