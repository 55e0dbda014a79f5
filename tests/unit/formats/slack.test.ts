import { describe, expect, test } from "vitest";
import { slack } from "#lib/formats/slack.ts";
import { answer, bodyFor } from "./event.ts";

const plain = (text: string) => ({ type: "plain_text", text, emoji: false });

test("the headline above a coloured attachment: text, facts and links", () => {
  expect(bodyFor("slack")).toEqual({
    text: "Resolved · High: Disk &lt;full&gt; @\u2060channel",
    mrkdwn: false,
    link_names: false,
    unfurl_links: false,
    unfurl_media: false,
    attachments: [
      {
        color: "#2E9E5B",
        blocks: [
          {
            type: "section",
            text: plain("It grows by *2 %*.\n- see https://wiki.example/disk_full &amp; do_it"),
          },
          {
            type: "section",
            fields: [
              plain("Status: Open → Resolved"),
              plain("Source: Monitoring (host)"),
              plain("Category: Storage"),
              plain("Occurred: 2026-11-24 06:22:48 UTC"),
              plain("Updated: 2026-11-24 07:00:00 UTC"),
              plain("Alert: disk-1"),
            ],
          },
          {
            type: "context",
            elements: [
              {
                type: "mrkdwn",
                text: "<https://tocsin.example.com/alerts/disk-1|Open in Tocsin>",
                verbatim: true,
              },
              {
                type: "mrkdwn",
                text: "<https://mon.example/%28db%29?a=1&amp;b=2|Open at the source>",
                verbatim: true,
              },
            ],
          },
        ],
      },
    ],
  });
});

test("without a public address and a source's address there are no links", () => {
  const { attachments } = bodyFor("slack", { source_url: null }, {}, null);
  expect(attachments[0].blocks.map(({ type }: { type: string }) => type)).toEqual(["section", "section"]);
});

test("a longer text than Slack takes is cut, and no escape is left half", () => {
  const { text } = bodyFor("slack", { description: "&".repeat(10_000) }).attachments[0].blocks[0].text;
  expect(text).toMatch(/^(?:&amp;)+…$/);
  expect(text.length).toBeGreaterThan(2_990);
  expect(text.length).toBeLessThanOrEqual(3_000);
});

describe("what a 2xx means", () => {
  test.each([
    ["ok"],
    ["ok\n"],
    ["OK"],
    [""],
    [{ ok: true }],
    [{}],
    ["<html>"],
    ["x".repeat(600)],
    ["Thank you"],
    ["ok, queued"],
    ["No service"],
  ])("%j is yes", (body) => {
    expect(slack.verdict?.(answer(body))).toBeNull();
  });

  test.each([
    ["invalid_payload", "invalid_payload"],
    ["channel_is_archived\n", "channel_is_archived"],
    ["no_service", "no_service"],
    [{ ok: false, error: "channel_not_found" }, "channel_not_found"],
    [{ ok: false }, "ok: false"],
  ])("%j is no for good", (body, refused) => {
    expect(slack.verdict?.(answer(body))).toEqual({ refused, retry: null });
  });

  test.each(["rate_limited", { ok: false, error: "ratelimited" }])("%j is no for now", (body) => {
    expect(slack.verdict?.(answer(body))?.retry).toEqual({ afterSeconds: null });
  });

  test("a cut answer is yes", () => {
    expect(slack.verdict?.(answer("invalid_payload", {}, true))).toBeNull();
  });
});
