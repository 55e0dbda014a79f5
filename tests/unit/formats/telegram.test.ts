import { describe, expect, test } from "vitest";
import { formatSchema } from "#lib/domain/format/format-schema.ts";
import { telegram } from "#lib/formats/telegram.ts";
import { answer, bodyFor } from "./event.ts";

test("a message to the chat and its topic", () => {
  expect(bodyFor("telegram", {}, { chat_id: "-100123", message_thread_id: "7" })).toEqual({
    chat_id: "-100123",
    message_thread_id: 7,
    text: '<b>✅ Resolved · High: Disk &lt;full&gt; @\u2060channel</b>\nOpen → Resolved\n\nIt grows by *2 %*.\n- see https://wiki.example/disk_full &amp; do_it\n\nSource: Monitoring (host)\nCategory: Storage\nOccurred: 2026-11-24 06:22:48 UTC\nUpdated: 2026-11-24 07:00:00 UTC\nAlert: disk-1\n\n<a href="https://tocsin.example.com/alerts/disk-1">Open in Tocsin</a> · <a href="https://mon.example/%28db%29?a=1&amp;b=2">Open at the source</a>',
    parse_mode: "HTML",
    link_preview_options: { is_disabled: true },
  });
});

test("without a topic there is no thread", () => {
  expect(bodyFor("telegram", {}, { chat_id: "@alerts" })).not.toHaveProperty("message_thread_id");
});

test("a long text makes room for the facts and links", () => {
  const { text } = bodyFor("telegram", { description: "<".repeat(10_000) }, { chat_id: "1" });
  expect(text).toMatch(/&lt;…\n\nSource: /);
  expect(text).toMatch(/Open at the source<\/a>$/);
});

test.each([
  [{ chat_id: "-1001234567890" }, true],
  [{ chat_id: "42", message_thread_id: "7" }, true],
  [{ chat_id: "@alerts" }, true],
  [{ chat_id: "alerts" }, false],
  [{ chat_id: "@" }, false],
  [{ chat_id: "1", message_thread_id: "general" }, false],
  [{}, false],
])("%j is valid: %s", (fields, isValid) => {
  expect(formatSchema.safeParse({ type: "telegram", ...fields }).success).toBe(isValid);
});

const flood = {
  ok: false,
  error_code: 429,
  description: "Too Many Requests: retry after 35",
  parameters: { retry_after: 35 },
};

describe("what a 2xx means", () => {
  test.each([[{ ok: true, result: {} }], [{}], [""], ["<html>"]])("%j is yes", (body) => {
    expect(telegram.verdict?.(answer(body))).toBeNull();
  });

  test.each([
    [flood, flood.description, { afterSeconds: 35 }],
    [{ ok: false, error_code: 429, description: "slow down" }, "slow down", { afterSeconds: null }],
    [
      { ok: false, error_code: 403, description: "Forbidden: bot was kicked" },
      "Forbidden: bot was kicked",
      null,
    ],
    [{ ok: false }, "ok: false", null],
  ])("%j is no", (body, refused, retry) => {
    expect(telegram.verdict?.(answer(body))).toEqual({ refused, retry });
  });
});

test.each([
  [flood, 35],
  [{ ok: false, error_code: 429 }, null],
  ["busy", null],
])("a 429 with %j asks to wait %j s", (body, seconds) => {
  expect(telegram.retryAfter?.(answer(body))).toBe(seconds);
});
