import type { FormatDescription, SecretInUrl } from "./format.ts";
import { placeOf, secretParts } from "./own-url.ts";

export const mattermostDescription: FormatDescription = {
  label: "Mattermost",
  summary:
    "A message with the alert's status, text, facts and a link to its page, to an incoming webhook of Mattermost.",
  fields: [],
  urlSteps: [
    "In Mattermost, open Integrations in the product menu, then Incoming Webhooks.",
    "Choose Add Incoming Webhook, choose the channel, and save it.",
    "Copy the URL that Mattermost shows.",
  ],
  urlHelp: {
    label: "Incoming webhooks (Mattermost)",
    href: "https://developers.mattermost.com/integrate/webhooks/incoming/",
  },
  urlPlaceholder: "https://mattermost.example.com/hooks/…",
  ownUrl,
  isLikelyOwn: (url) => KEY.test(secretIn(url) ?? ""),
  limits: [
    { of: "The alert's text", at_most: "8,000 characters of the 16,383 of a post" },
    { of: "The headline and each fact", at_most: "1,000 characters" },
  ],
  onClose: "Another message says that the alert was resolved; the first one stays as it is.",
  verifiedBy: {
    page: "Incoming webhooks; message attachments (Mattermost)",
    href: "https://developers.mattermost.com/integrate/reference/message-attachments/",
  },
};

/** The ids that Mattermost makes. */
const KEY = /^[a-z0-9]{26}$/;

/** Every host may be one of Mattermost, also below a path. */
function ownUrl(url: URL): readonly SecretInUrl[] | null {
  const secret = secretIn(url);
  return secret === undefined ? null : secretParts({ SECRET: [secret] });
}

const secretIn = (url: URL): string | undefined => /\/hooks\/([^/]{8,})\/?$/.exec(placeOf(url).path)?.[1];
