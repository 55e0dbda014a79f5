import type { AttemptResponse } from "#lib/domain/delivery/outcome.ts";
import { objectIn, objectOf, quoted } from "./answer.ts";
import { fitted, jsonBytes, type Spell } from "./fitted.ts";
import type { Format, FormatEvent, Verdict } from "./format.ts";
import { type ShownEvent, shownEvent, signOf } from "./shown-event.ts";
import { htmlEscaped, mentionsBroken } from "./spell.ts";

/** In bytes of JSON: together with the card around them, the longest texts stay below 32,000. */
const LONGEST_TEXT = 16_000;
const LONGEST_LINE = 900;

/** A message with one card. */
export const googleChat: Format = { headers: () => ({}), body, verdict, retryAfter };

function body(event: FormatEvent): string {
  const shown = shownEvent(event);
  const { priority, change } = shown;
  return JSON.stringify({
    fallbackText: fitted(shown.headline, LONGEST_LINE, withoutCommands, jsonBytes),
    cardsV2: [
      {
        cardId: "alert",
        card: {
          header: { title: `${signOf(shown)} ${priority} · ${change}` },
          sections: [{ widgets: widgetsOf(shown) }],
        },
      },
    ],
  });
}

function widgetsOf({ title, text, facts, links }: ShownEvent): object[] {
  const buttons = links.map(({ label, href }) => ({ text: label, onClick: { openLink: { url: href } } }));
  return [
    { textParagraph: { text: `<b>${line(title)}</b>` } },
    ...(text === null
      ? []
      : [{ textParagraph: { text: fitted(text, LONGEST_TEXT, htmlEscaped, jsonBytes) } }]),
    ...facts.map(({ label, value }) => ({
      decoratedText: { topLabel: label, text: line(value), wrapText: true },
    })),
    ...(buttons.length === 0 ? [] : [{ buttonList: { buttons } }]),
  ];
}

/** Text of a card is read as simple HTML. */
const line: Spell = (text) => fitted(text, LONGEST_LINE, htmlEscaped, jsonBytes);

/** Plain text has no escapes: `<users/all>` becomes `‹users/all›`. */
const withoutCommands: Spell = (text) => mentionsBroken(text).replaceAll("<", "‹").replaceAll(">", "›");

function verdict(response: AttemptResponse): Verdict | null {
  const error = objectOf(objectIn(response)?.error);
  if (error === null) return null;
  const isLimited = error.code === 429 || error.status === "RESOURCE_EXHAUSTED";
  return {
    refused: quoted(String(error.message ?? error.status ?? "error")),
    retry: isLimited ? { afterSeconds: retryAfter(response) } : null,
  };
}

/** The wait of a RetryInfo, such as `"retryDelay": "30s"` (google.rpc.RetryInfo). */
function retryAfter(response: AttemptResponse): number | null {
  const details = objectOf(objectIn(response)?.error)?.details;
  if (!Array.isArray(details)) return null;
  const delays = details.flatMap(
    (detail) => /^(\d{1,9}(?:\.\d+)?)s$/.exec(String(objectOf(detail)?.retryDelay))?.[1] ?? [],
  );
  return delays.length === 0 ? null : Math.max(...delays.map(Number));
}
