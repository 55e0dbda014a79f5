import type { FormatDescription, SecretInUrl } from "./format.ts";
import { placeOf, secretParts } from "./own-url.ts";

export const telegramDescription: FormatDescription = {
  label: "Telegram",
  summary: "A message with the alert's status, text, facts and a link to its page, by a bot of Telegram.",
  fields: [
    {
      name: "chat_id",
      label: "Chat",
      help: "The chat's number, negative for groups and channels, or a public channel's @name.",
      placeholder: "-1001234567890",
      kind: "text",
      required: true,
      max: 100,
      fault: (value) =>
        /^(?:-?\d{1,20}|@[A-Za-z]\w{3,})$/.test(value)
          ? null
          : "Enter the chat's number, such as -1001234567890, or a public channel's name, such as @alerts.",
    },
    {
      name: "message_thread_id",
      label: "Topic",
      help: "The number of a topic, if the group has topics.",
      kind: "text",
      required: false,
      max: 10,
      fault: (value) => (/^\d+$/.test(value) ? null : "Enter the topic's number: digits only."),
    },
  ],
  urlSteps: [
    "In Telegram, write /newbot to @BotFather and copy the token that it answers with.",
    "Enter https://api.telegram.org/bot, the token and /sendMessage as the URL, without spaces.",
    "Add the bot to the group or channel; /getUpdates in place of /sendMessage shows the chat's number after a message there.",
  ],
  urlHelp: {
    label: "From BotFather to Hello World (Telegram)",
    href: "https://core.telegram.org/bots/tutorial",
  },
  urlPlaceholder: "https://api.telegram.org/bot…/sendMessage",
  ownUrl,
  isLikelyOwn: (url) => placeOf(url).host === HOST || /^\/bot\d+:/.test(placeOf(url).path),
  limits: [
    { of: "The whole message", at_most: "4,096 characters; the alert's text is cut so that the facts fit" },
    { of: "The headline and each fact", at_most: "300 characters" },
  ],
  onClose: "Another message says that the alert was resolved; the first one stays as it is.",
  verifiedBy: {
    page: "Bot API: sendMessage (Telegram)",
    href: "https://core.telegram.org/bots/api#sendmessage",
  },
};

const HOST = "api.telegram.org";

/** Every host may run a Bot API server; only the method tells it there. */
function ownUrl(url: URL): readonly SecretInUrl[] | null {
  const { host, path } = placeOf(url);
  const shape = host === HOST ? /^\/bot([^/]+)/ : /^\/bot([^/]+)\/(?:test\/)?sendMessage\/?$/i;
  const token = shape.exec(path)?.[1];
  return token === undefined ? null : secretParts({ SECRET: [token] });
}
