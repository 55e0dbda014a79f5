import { fitted, type Spell } from "./fitted.ts";
import type { Format, FormatEvent } from "./format.ts";
import { colorOf, type ShownEvent, shownEvent } from "./shown-event.ts";
import { htmlEscaped, markdownEscaped, mentionsBroken, outsideAddresses } from "./spell.ts";

/** Mattermost takes 16,383 characters, and folds a long attachment. */
const LONGEST_TEXT = 8_000;
const LONGEST_LINE = 1_000;

/** A message of an incoming webhook: the headline above a coloured attachment. */
export const mattermost: Format = { headers: () => ({}), body };

function body(event: FormatEvent): string {
  const shown = shownEvent(event);
  const headline = line(shown.headline);
  return JSON.stringify({
    text: headline,
    attachments: [{ fallback: headline, color: `#${colorOf(shown)}`, ...attachmentOf(shown) }],
  });
}

function attachmentOf({ text, change, facts, links }: ShownEvent): object {
  const below = links.map(({ label, href }) => `[${label}](${href})`).join(" · ");
  const above = text === null ? "" : fitted(text, LONGEST_TEXT, spell);
  return {
    text: [above, below].filter((part) => part !== "").join("\n\n"),
    fields: [{ label: "Status", value: change }, ...facts].map(({ label, value }) => ({
      short: true,
      title: label,
      value: line(value),
    })),
  };
}

const line: Spell = (text) => fitted(text, LONGEST_LINE, spell);

/** Without entities, Mattermost would read `<!channel>` and `<address|text>` as Slack does. */
const spell: Spell = (text) =>
  outsideAddresses(mentionsBroken(text), (part) => markdownEscaped(htmlEscaped(part)));
