import { describe, expect, test } from "vitest";
import { discord } from "#lib/formats/discord.ts";
import { answer, bodyFor } from "./event.ts";

test("the headline above a coloured embed, and nobody is mentioned", () => {
  expect(bodyFor("discord")).toEqual({
    content: "Resolved · High: Disk \\<full\\> @\u2060channel",
    allowed_mentions: { parse: [] },
    embeds: [
      {
        color: 0x2e9e5b,
        description:
          "It grows by \\*2 %\\*.\n\\- see https://wiki.example/disk_full & do\\_it\n\n[Open in Tocsin](https://tocsin.example.com/alerts/disk-1) · [Open at the source](https://mon.example/%28db%29?a=1&b=2)",
        fields: [
          { name: "Status", value: "Open → Resolved", inline: true },
          { name: "Source", value: "Monitoring (host)", inline: true },
          { name: "Category", value: "Storage", inline: true },
          { name: "Occurred", value: "2026-11-24 06:22:48 UTC", inline: true },
          { name: "Updated", value: "2026-11-24 07:00:00 UTC", inline: true },
          { name: "Alert", value: "disk-1", inline: true },
        ],
      },
    ],
  });
});

test("a text that leaves no room for two long links keeps the alert's page", () => {
  const source_url = `https://mon.example/${"x".repeat(2_000)}`;
  const { description } = bodyFor("discord", { description: "x".repeat(10_000), source_url }).embeds[0];
  expect(description).toMatch(/x…\n\n\[Open in Tocsin\]\(https:\/\/tocsin\.example\.com\/alerts\/disk-1\)/);
  expect(description.length).toBeLessThanOrEqual(4_096);
});

test("an alert without text and links has no description", () => {
  expect(bodyFor("discord", { description: null, source_url: null }, {}, null).embeds[0]).not.toHaveProperty(
    "description",
  );
});

describe("the wait that a 429 asks for", () => {
  test.each([
    [{ message: "You are being rate limited.", retry_after: 0.529, global: false }, 0.529],
    [{ retry_after: 64.57 }, 64.57],
    [{ retry_after: "64" }, null],
    [{ retry_after: -1 }, null],
    [{}, null],
    ["rate limited", null],
    [[], null],
  ])("%j: %j s", (body, seconds) => {
    expect(discord.retryAfter?.(answer(body))).toBe(seconds);
  });

  test.each([
    [1_529, "1.53", 1.529],
    [64, "64.0", 64],
    [2, "0.5", 2],
    [64, undefined, 64],
  ])("%i with %s s until the reset: %f s", (retry_after, untilReset, seconds) => {
    const headers: Record<string, string> =
      untilReset === undefined ? {} : { "x-ratelimit-reset-after": untilReset };
    expect(discord.retryAfter?.(answer({ retry_after }, headers))).toBe(seconds);
  });

  test.each([
    [1_529, "2", 1.529],
    [64_000, "64", 64],
    [64, "64", 64],
    [2, "2", 2],
  ])("%i with Retry-After: %s alone: %f s", (retry_after, header, seconds) => {
    expect(discord.retryAfter?.(answer({ retry_after }, { "retry-after": header }))).toBe(seconds);
  });
});
