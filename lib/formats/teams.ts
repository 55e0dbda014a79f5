import type { Priority } from "#lib/domain/alert/alert.ts";
import type { AttemptResponse } from "#lib/domain/delivery/outcome.ts";
import { quoted } from "./answer.ts";
import { fitted, jsonBytes } from "./fitted.ts";
import type { Format, FormatEvent, ReceiverVerdict } from "./format.ts";
import { type ShownEvent, shownEvent } from "./shown-event.ts";

/** In bytes of JSON: together with the card around them, the longest texts stay below the 28 KB that Teams takes. */
const LONGEST_TEXT = 6_000;
const LONGEST_LINE = 600;
const MOST_LINES = 40;

/** A message with one Adaptive Card, as a workflow posts it. */
export const teams: Format = { headers: () => ({}), body, verdict };

function body(event: FormatEvent): string {
  const content = cardOf(shownEvent(event));
  return JSON.stringify({
    type: "message",
    attachments: [{ contentType: "application/vnd.microsoft.card.adaptive", contentUrl: null, content }],
  });
}

function cardOf(shown: ShownEvent): object {
  const { title, priority, change, text, facts, links } = shown;
  return {
    $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
    type: "AdaptiveCard",
    version: "1.4",
    msteams: { width: "Full" },
    body: [
      paragraph([{ text: `${priority} · ${change}`, weight: "Bolder", color: colorName(shown) }]),
      paragraph([{ text: fitLine(title), weight: "Bolder", size: "Large" }]),
      ...(text === null ? [] : linesOf(text).map((line) => paragraph([{ text: line }]))),
      ...facts.map(({ label, value }) =>
        paragraph([{ text: `${label}: `, weight: "Bolder" }, { text: fitLine(value) }]),
      ),
    ],
    actions: links.map(({ label, href }) => ({ type: "Action.OpenUrl", title: label, url: href })),
  };
}

type Run = { text: string; weight?: string; size?: string; color?: string };

/** Of runs, because they show text as it is; a TextBlock would read it as Markdown. */
const paragraph = (runs: readonly Run[]) => ({
  type: "RichTextBlock",
  spacing: "Small",
  inlines: runs.map((run) => ({ type: "TextRun", ...run })),
});

const fitLine = (text: string): string => fitted(text, LONGEST_LINE, undefined, jsonBytes);

/** A run shows no line breaks: each line becomes a paragraph, and those beyond the most share the last. */
function linesOf(text: string): string[] {
  const lines = fitted(text, LONGEST_TEXT, undefined, jsonBytes)
    .split("\n")
    .filter((line) => line.trim() !== "");
  return lines.length <= MOST_LINES
    ? lines
    : [...lines.slice(0, MOST_LINES - 1), lines.slice(MOST_LINES - 1).join(" ")];
}

const colorName = ({ isClosed, priority }: ShownEvent): string => (isClosed ? "Good" : COLORS[priority]);

const COLORS: Readonly<Record<Priority, string>> = {
  Critical: "Attention",
  High: "Attention",
  Medium: "Warning",
  Low: "Accent",
};

/** Teams wraps its own status into a 200. Its text begins so; another's may only mention it. */
const FAILED = /^\s*"?Webhook message delivery failed with error/;

function verdict({ body }: AttemptResponse): ReceiverVerdict | null {
  if (!FAILED.test(body)) return null;
  const status = /endpoint returned HTTP error (\d{3}) with ContextId/.exec(body)?.[1];
  return { refused: quoted(body), retry: status === "429" ? { afterSeconds: null } : null };
}
