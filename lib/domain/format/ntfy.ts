import type { FormatDescription, SecretInUrl } from "./format.ts";

export const ntfyDescription: FormatDescription = {
  label: "ntfy",
  summary:
    "A push notification with the alert's status, text and facts, which opens the alert's page, to an ntfy server.",
  fields: [
    {
      name: "topic",
      label: "Topic",
      help: "Who knows the topic can read it, unless the server asks for a token: enter that as Token Authentication.",
      placeholder: "tocsin-alerts-x7",
      kind: "text",
      required: true,
      max: 64,
      fault: (value) =>
        /^[A-Za-z0-9_-]+$/.test(value)
          ? null
          : "A topic has letters, digits, _ and - only, without the server's address.",
    },
  ],
  urlSteps: [
    "Enter the server's address alone, such as https://ntfy.sh/; the topic stands in its own field.",
    "Subscribe to the same topic in the ntfy app.",
  ],
  urlHelp: { label: "Publish as JSON (ntfy)", href: "https://docs.ntfy.sh/publish/#publish-as-json" },
  urlPlaceholder: "https://ntfy.sh/",
  ownUrl,
  limits: [{ of: "The message", at_most: "4,096 bytes; the alert's text is cut so that the facts fit" }],
  onClose: "Another notification, of at most normal priority, says that the alert was resolved.",
  verifiedBy: {
    page: "Publishing: publish as JSON, limitations (ntfy)",
    href: "https://docs.ntfy.sh/publish/#limitations",
  },
};

/** The topic is no secret of the URL: it has its own field. */
function ownUrl({ hostname }: URL): readonly SecretInUrl[] | null {
  return hostname === "ntfy.sh" ? [] : null;
}
