import type { AttemptResponse } from "#lib/domain/delivery/outcome.ts";
import { objectIn, quoted } from "./answer.ts";
import { fitted } from "./fitted.ts";
import type { Format, FormatEvent, ReceiverVerdict } from "./format.ts";
import { colorOf, type ShownEvent, shownEvent } from "./shown-event.ts";
import { htmlEscaped, mentionsBroken } from "./spell.ts";

const LONGEST_TEXT = 3_000;
const LONGEST_FIELD = 2_000;

/** A message of an incoming webhook: the headline above a coloured attachment. */
export const slack: Format = { headers: () => ({}), body, verdict };

function body(event: FormatEvent): string {
  const shown = shownEvent(event);
  return JSON.stringify({
    text: fitted(mentionsBroken(shown.headline), LONGEST_TEXT, htmlEscaped),
    mrkdwn: false,
    link_names: false,
    unfurl_links: false,
    unfurl_media: false,
    attachments: [{ color: `#${colorOf(shown)}`, blocks: blocksOf(shown) }],
  });
}

function blocksOf({ text, change, facts, links }: ShownEvent): object[] {
  const fields = [{ label: "Status", value: change }, ...facts];
  const elements = links.map(linkElement).filter((element) => element.text.length <= LONGEST_TEXT);
  return [
    ...(text === null ? [] : [{ type: "section", text: plainText(text, LONGEST_TEXT) }]),
    {
      type: "section",
      fields: fields.map(({ label, value }) => plainText(`${label}: ${value}`, LONGEST_FIELD)),
    },
    ...(elements.length === 0 ? [] : [{ type: "context", elements }]),
  ];
}

/** Text that Slack searches neither for markup nor for mentions. */
const plainText = (text: string, longest: number) => ({
  type: "plain_text",
  text: fitted(text, longest, htmlEscaped),
  emoji: false,
});

const linkElement = ({ label, href }: { label: string; href: string }) => ({
  type: "mrkdwn",
  text: `<${htmlEscaped(href)}|${label}>`,
  verbatim: true,
});

/** Slack says yes by the text `ok`, and no by a word such as `channel_is_archived`. */
function verdict(response: AttemptResponse): ReceiverVerdict | null {
  const words = wordsOfNo(response);
  if (words === null) return null;
  const isLimited = /rate_?limited/i.test(words);
  // The answer's Retry-After counts by itself.
  return { refused: quoted(words), retry: isLimited ? { afterSeconds: null } : null };
}

function wordsOfNo(response: AttemptResponse): string | null {
  const text = response.body.trim();
  const answer = objectIn(response);
  if (answer !== null) return answer.ok === false ? String(answer.error ?? "ok: false") : null;
  return !response.truncated && /^[a-z_]{1,100}$/.test(text) && text !== "ok" ? text : null;
}
