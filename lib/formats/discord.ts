import type { AttemptResponse } from "#lib/domain/delivery/outcome.ts";
import { objectIn, secondsOf } from "./answer.ts";
import { fitted, type Spell } from "./fitted.ts";
import type { Format, FormatEvent } from "./format.ts";
import { colorOf, type ShownEvent, shownEvent } from "./shown-event.ts";
import { markdownEscaped, mentionsBroken, outsideAddresses } from "./spell.ts";

const LONGEST_CONTENT = 2_000;
const LONGEST_DESCRIPTION = 4_096;
/** Enough for one address of the longest kind. */
const LONGEST_LINKS = 2_150;
/** All facts together stay below the 6,000 characters of an embed, less its description. */
const LONGEST_FACT = 200;

/** A message of a webhook: the headline above a coloured embed. */
export const discord: Format = { headers: () => ({}), body, retryAfter };

function body(event: FormatEvent): string {
  const shown = shownEvent(event);
  return JSON.stringify({
    content: fitted(shown.headline, LONGEST_CONTENT, spell),
    allowed_mentions: { parse: [] },
    embeds: [embedOf(shown)],
  });
}

function embedOf(shown: ShownEvent): object {
  const { change, facts } = shown;
  const description = descriptionOf(shown);
  return {
    color: Number.parseInt(colorOf(shown), 16),
    ...(description !== "" && { description }),
    fields: [
      { name: "Status", value: change, inline: true },
      ...facts.map(({ label, value }) => ({
        name: label,
        value: fitted(value, LONGEST_FACT, spell),
        inline: true,
      })),
    ],
  };
}

/** The text, and below it the links that there is room for. */
function descriptionOf({ text, links }: ShownEvent): string {
  let below = "";
  for (const { label, href } of links) {
    const longer = `${below === "" ? "" : `${below} · `}[${label}](${href})`;
    if (longer.length <= LONGEST_LINKS) below = longer;
  }
  const room = LONGEST_DESCRIPTION - below.length - 2;
  return [text === null ? "" : fitted(text, room, spell), below].filter((part) => part !== "").join("\n\n");
}

const spell: Spell = (text) => outsideAddresses(mentionsBroken(text), markdownEscaped);

/**
 * Discord names the wait in the body: in seconds with a fraction, but in milliseconds where the URL names no version
 * of its API, as webhooks' own URLs do (discord/discord-api-docs, issue 4722). A header in seconds tells which.
 */
function retryAfter(response: AttemptResponse): number | null {
  const wait = secondsOf(objectIn(response)?.retry_after);
  if (wait === null || !Number.isInteger(wait)) return wait;
  const inSeconds = IN_SECONDS.map((name) => Number(response.headers[name]));
  const isMilliseconds = inSeconds.some(
    (seconds) => wait > 10 * seconds && Math.abs(wait / 1_000 - seconds) < 1,
  );
  return isMilliseconds ? wait / 1_000 : wait;
}

const IN_SECONDS = ["x-ratelimit-reset-after", "retry-after"];
