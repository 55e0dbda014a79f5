import { describe, expect, test } from "vitest";
import { googleChat } from "#lib/formats/google-chat.ts";
import { answer, bodyFor } from "./event.ts";

const fact = (topLabel: string, text: string) => ({ decoratedText: { topLabel, text, wrapText: true } });

test("a card with text, facts and buttons", () => {
  expect(bodyFor("google_chat")).toEqual({
    fallbackText: "Resolved · High: Disk ‹full› @\u2060channel",
    cardsV2: [
      {
        cardId: "alert",
        card: {
          header: { title: "✅ High · Open → Resolved" },
          sections: [
            {
              widgets: [
                { textParagraph: { text: "<b>Disk &lt;full&gt; @channel</b>" } },
                {
                  textParagraph: {
                    text: "It grows by *2 %*.\n- see https://wiki.example/disk_full &amp; do_it",
                  },
                },
                fact("Source", "Monitoring (host)"),
                fact("Category", "Storage"),
                fact("Occurred", "2026-11-24 06:22:48 UTC"),
                fact("Updated", "2026-11-24 07:00:00 UTC"),
                fact("Alert", "disk-1"),
                {
                  buttonList: {
                    buttons: [
                      {
                        text: "Open in Tocsin",
                        onClick: { openLink: { url: "https://tocsin.example.com/alerts/disk-1" } },
                      },
                      {
                        text: "Open at the source",
                        onClick: { openLink: { url: "https://mon.example/%28db%29?a=1&b=2" } },
                      },
                    ],
                  },
                },
              ],
            },
          ],
        },
      },
    ],
  });
});

const limited = {
  error: {
    code: 429,
    message: "Resource has been exhausted (e.g. check quota).",
    status: "RESOURCE_EXHAUSTED",
    details: [{ "@type": "type.googleapis.com/google.rpc.RetryInfo", retryDelay: "30.5s" }],
  },
};

describe("what a 2xx means", () => {
  test.each([[{ name: "spaces/AAAA/messages/1" }], [{}], [""], ["<html>"]])("%j is yes", (body) => {
    expect(googleChat.verdict?.(answer(body))).toBeNull();
  });

  test("an error is no for good", () => {
    const error = { code: 400, message: "Invalid JSON payload", status: "INVALID_ARGUMENT" };
    expect(googleChat.verdict?.(answer({ error }))).toEqual({ refused: "Invalid JSON payload", retry: null });
  });

  test("a quota is no for now", () => {
    expect(googleChat.verdict?.(answer(limited))?.retry).toEqual({ afterSeconds: 30.5 });
  });
});

test.each([
  [limited, 30.5],
  [{ error: { code: 429, details: [{}, { retryDelay: "3s" }, { retryDelay: "7s" }] } }, 7],
  [{ error: { code: 429, details: [{ retryDelay: "soon" }] } }, null],
  [{ error: { code: 429 } }, null],
  ["busy", null],
])("a 429 with %j asks to wait %j s", (body, seconds) => {
  expect(googleChat.retryAfter?.(answer(body))).toBe(seconds);
});
