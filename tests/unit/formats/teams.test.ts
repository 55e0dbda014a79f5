import { describe, expect, test } from "vitest";
import { teams } from "#lib/formats/teams.ts";
import { answer, bodyFor } from "./event.ts";

const runs = (...inlines: object[]) => ({
  type: "RichTextBlock",
  spacing: "Small",
  inlines: inlines.map((inline) => ({ type: "TextRun", ...inline })),
});
const fact = (label: string, value: string) =>
  runs({ text: `${label}: `, weight: "Bolder" }, { text: value });

test("a card of plain runs, and buttons", () => {
  const body = bodyFor("teams");
  expect(body.type).toBe("message");
  expect(body.attachments).toHaveLength(1);
  expect(body.attachments[0].contentType).toBe("application/vnd.microsoft.card.adaptive");
  expect(body.attachments[0].content).toEqual({
    $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
    type: "AdaptiveCard",
    version: "1.4",
    msteams: { width: "Full" },
    body: [
      runs({ text: "High · Open → Resolved", weight: "Bolder", color: "Good" }),
      runs({ text: "Disk <full> @channel", weight: "Bolder", size: "Large" }),
      runs({ text: "It grows by *2 %*." }),
      runs({ text: "- see https://wiki.example/disk_full & do_it" }),
      fact("Source", "Monitoring (host)"),
      fact("Category", "Storage"),
      fact("Occurred", "2026-11-24 06:22:48 UTC"),
      fact("Updated", "2026-11-24 07:00:00 UTC"),
      fact("Alert", "disk-1"),
    ],
    actions: [
      {
        type: "Action.OpenUrl",
        title: "Open in Tocsin",
        url: "https://tocsin.example.com/alerts/disk-1",
      },
      {
        type: "Action.OpenUrl",
        title: "Open at the source",
        url: "https://mon.example/%28db%29?a=1&b=2",
      },
    ],
  });
});

test("lines beyond the fortieth share one paragraph", () => {
  const description = Array.from({ length: 50 }, (_, line) => `line ${line}`).join("\n");
  const texts = bodyFor("teams", { description }).attachments[0].content.body.map(
    ({ inlines }: { inlines: { text: string }[] }) => inlines[0]?.text,
  );
  expect(texts.filter((text: string) => text.startsWith("line"))).toHaveLength(40);
  expect(texts).toContain(
    "line 39 line 40 line 41 line 42 line 43 line 44 line 45 line 46 line 47 line 48 line 49",
  );
});

describe("what a 2xx means", () => {
  test.each([
    ["1"],
    [""],
    ["accepted"],
    [{ id: 7 }],
    ["Accepted; before: Webhook message delivery failed with error: none"],
    ["The check returned HTTP error 500 before, now it runs."],
  ])("%j is yes", (body) => {
    expect(teams.verdict?.(answer(body))).toBeNull();
  });

  test.each([
    [429, { afterSeconds: null }],
    [400, null],
    [413, null],
  ])("an error %i in the text is no", (status, retry) => {
    const refused = `Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error ${status} with ContextId tcid=0.`;
    expect(teams.verdict?.(answer(refused))).toEqual({ refused, retry });
  });

  test("a failure that names no status is no for good", () => {
    const refused = "Webhook message delivery failed with error: unknown";
    expect(teams.verdict?.(answer(refused))).toEqual({ refused, retry: null });
  });
});
