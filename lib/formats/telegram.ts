import type { AttemptResponse } from "#lib/domain/delivery/outcome.ts";
import type { ChannelFormat } from "#lib/domain/format/format.ts";
import { objectIn, objectOf, quoted, secondsOf } from "./answer.ts";
import { fitted } from "./fitted.ts";
import type { Format, FormatEvent, Verdict } from "./format.ts";
import { type ShownEvent, shownEvent, signOf } from "./shown-event.ts";
import { htmlEscaped, mentionsBroken } from "./spell.ts";

/** Without tags and escapes, as Telegram counts. */
const LONGEST_MESSAGE = 4_096;
const LONGEST_LINE = 300;

/** A message of a bot (Bot API, sendMessage). */
export const telegram: Format = { headers: () => ({}), body, verdict, retryAfter };

function body(event: FormatEvent, { fields }: ChannelFormat): string {
  const { chat_id, message_thread_id } = fields;
  return JSON.stringify({
    chat_id,
    ...(message_thread_id !== undefined && { message_thread_id: Number(message_thread_id) }),
    text: textOf(shownEvent(event)),
    parse_mode: "HTML",
    link_preview_options: { is_disabled: true },
  });
}

/** A part of the message: its text as people read it, and what stands around that. */
type Part = { text: string; before?: string; after?: string };

function textOf(shown: ShownEvent): string {
  const { headline, change, text, facts, links } = shown;
  const above: Part[] = [
    { text: fitLine(`${signOf(shown)} ${headline}`), before: "<b>", after: "</b>\n" },
    { text: change },
  ];
  const below: Part[] = facts.map(({ label, value }, index) => ({
    text: `${label}: ${fitLine(value)}`,
    before: index === 0 ? "\n\n" : "\n",
  }));
  for (const [index, { label, href }] of links.entries())
    below.push({
      text: label,
      before: `${index === 0 ? "\n\n" : " · "}<a href="${htmlEscaped(href)}">`,
      after: "</a>",
    });
  const room = LONGEST_MESSAGE - [...above, ...below].reduce((sum, { text }) => sum + text.length + 3, 2);
  const middle: Part[] = text === null ? [] : [{ text: fitted(mentionsBroken(text), room), before: "\n\n" }];
  return [...above, ...middle, ...below]
    .map(({ text, before = "", after = "" }) => `${before}${htmlEscaped(text)}${after}`)
    .join("");
}

const fitLine = (text: string): string => fitted(mentionsBroken(text), LONGEST_LINE);

/** Telegram says no by `"ok": false`, and names a wait if it only comes too soon. */
function verdict(response: AttemptResponse): Verdict | null {
  const answer = objectIn(response);
  if (answer?.ok !== false) return null;
  const afterSeconds = retryAfter(response);
  const isLimited = afterSeconds !== null || answer.error_code === 429;
  return {
    refused: quoted(String(answer.description ?? "ok: false")),
    retry: isLimited ? { afterSeconds } : null,
  };
}

function retryAfter(response: AttemptResponse): number | null {
  return secondsOf(objectOf(objectIn(response)?.parameters)?.retry_after);
}
