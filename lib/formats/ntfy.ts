import type { Priority } from "#lib/domain/alert/alert.ts";
import type { AttemptResponse } from "#lib/domain/delivery/outcome.ts";
import type { ChannelFormat } from "#lib/domain/format/format.ts";
import { objectIn } from "./answer.ts";
import { fitted, jsonBytes } from "./fitted.ts";
import type { Format, FormatEvent, Verdict } from "./format.ts";
import { type ShownEvent, shownEvent } from "./shown-event.ts";

/** ntfy takes 4,096 bytes of message, and 8,192 of JSON. */
const LONGEST_MESSAGE = 4_000;
const LONGEST_TITLE = 600;
const LONGEST_FACT = 200;

/** A notification, published as JSON to the server's address. */
export const ntfy: Format = { headers: () => ({}), body, verdict };

function body(event: FormatEvent, { fields }: ChannelFormat): string {
  const shown = shownEvent(event);
  const [link] = shown.links;
  return JSON.stringify({
    topic: fields.topic,
    title: fitted(shown.headline, LONGEST_TITLE, undefined, jsonBytes),
    message: messageOf(shown),
    priority: shown.isClosed ? Math.min(URGENCY[shown.priority], NORMAL) : URGENCY[shown.priority],
    tags: [shown.isClosed ? "white_check_mark" : SIGNS[shown.priority]],
    ...(link !== undefined && { click: link.href }),
  });
}

/** What changed, the text as far as there is room, and the facts. */
function messageOf({ change, text, facts }: ShownEvent): string {
  const below = facts
    .map(({ label, value }) => `${label}: ${fitted(value, LONGEST_FACT, undefined, jsonBytes)}`)
    .join("\n");
  const room = LONGEST_MESSAGE - jsonBytes(`${change}\n\n\n\n${below}`);
  const above = text === null ? [] : [fitted(text, room, undefined, jsonBytes)];
  return [change, ...above, below].join("\n\n");
}

const NORMAL = 3;
const URGENCY: Readonly<Record<Priority, number>> = { Critical: 5, High: 4, Medium: NORMAL, Low: 2 };

/** Names that ntfy shows as emojis. */
const SIGNS: Readonly<Record<Priority, string>> = {
  Critical: "rotating_light",
  High: "warning",
  Medium: "large_orange_diamond",
  Low: "information_source",
};

/** At an address with a topic, ntfy publishes the JSON itself as the message. */
function verdict(response: AttemptResponse): Verdict | null {
  const message = objectIn(response)?.message;
  if (typeof message !== "string" || !message.startsWith('{"topic":')) return null;
  return {
    refused: "ntfy showed the request as text: end the URL at the server's address, without a topic.",
    retry: null,
  };
}
