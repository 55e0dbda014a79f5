import type { FormatDescription, SecretInUrl } from "./format.ts";
import { placeOf, rawParameters, secretParts } from "./own-url.ts";

export const googleChatDescription: FormatDescription = {
  label: "Google Chat",
  summary:
    "A card with the alert's status, text, facts and a link to its page, to a webhook of a Google Chat space.",
  fields: [],
  urlSteps: [
    "In Google Chat, open the menu of the space and choose Apps & integrations.",
    "Choose Add webhooks, give it a name, and save it.",
    "Copy the webhook's URL from its menu.",
  ],
  urlHelp: {
    label: "Send messages with incoming webhooks (Google)",
    href: "https://developers.google.com/workspace/chat/quickstart/webhooks",
  },
  urlPlaceholder: "https://chat.googleapis.com/v1/spaces/…/messages?key=…&token=…",
  ownUrl,
  limits: [{ of: "The whole message", at_most: "32,000 bytes; the alert's text 16,000 of it" }],
  onClose: "Another card says that the alert was resolved; the first one stays as it is.",
  verifiedBy: {
    page: "Send messages using the Google Chat API",
    href: "https://developers.google.com/workspace/chat/create-messages",
  },
};

function ownUrl(url: URL): readonly SecretInUrl[] | null {
  const { host, path } = placeOf(url);
  if (host !== "chat.googleapis.com" || !/^\/v1\/spaces\/[^/]+\/messages\/?$/.test(path)) return null;
  return secretParts({ SECRET: rawParameters(url, "token"), KEY: rawParameters(url, "key") });
}
