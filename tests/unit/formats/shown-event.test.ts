import { describe, expect, test } from "vitest";
import type { Payload } from "#lib/domain/alert/alert.ts";
import { fitted, jsonBytes } from "#lib/formats/fitted.ts";
import { linkTo } from "#lib/formats/link.ts";
import { shownEvent } from "#lib/formats/shown-event.ts";
import { markdownEscaped, outsideAddresses } from "#lib/formats/spell.ts";
import { resolved } from "./event.ts";
import { eventOf } from "./hostile.ts";

const shown = (changes: Partial<Payload>, baseUrl: string | null = "https://t.example") =>
  shownEvent(eventOf({ ...resolved, ...changes }, baseUrl));

test("what the rule puts in is what is shown", () => {
  const event = { ...eventOf(resolved), routed: { ruleId: "rul_1", priority: "Low" as const } };
  expect(shownEvent(event).headline).toBe("Resolved · Low: Disk <full> @channel");
});

test.each<[Payload["previous_alert_status"], Payload["status"], string]>([
  [null, "Open", "Open"],
  ["Open", "Open", "Open"],
  ["Open", "Acknowledged", "Open → Acknowledged"],
  ["Acknowledged", "Auto-Resolved", "Acknowledged → Auto-Resolved"],
  ["Resolved", "Open", "Resolved → Open"],
])("%s to %s changes %j", (previous_alert_status, status, change) => {
  expect(shown({ previous_alert_status, status }).change).toBe(change);
});

test.each<[string | null, string | null, string | null]>([
  ["a", "b", "a\n\nb"],
  ["a", "a", "a"],
  [" \n", "b", "b"],
  [null, null, null],
  ["a\r\nb\u202e", null, "a\nb[U+202E]"],
])("description %j and event %j are %j", (description, event_description, text) => {
  expect(shown({ description, event_description }).text).toBe(text);
});

test.each<[string | null, string | null, string | undefined]>([
  ["CI", "host", "CI (host)"],
  ["CI", "CI", "CI"],
  [null, "host", "host"],
  [null, null, undefined],
])("source %j of type %j is %j", (source_name, source_type, value) => {
  expect(shown({ source_name, source_type }).facts.find(({ label }) => label === "Source")?.value).toBe(
    value,
  );
});

test("blank facts are left out, and each is one line", () => {
  const { facts } = shown({ category: " ", di_event: "a\nb", occurred_at: resolved.update_at });
  expect(facts.map(({ label }) => label)).toEqual(["Source", "Event", "Occurred", "Alert"]);
  expect(facts[1]?.value).toBe("a␊b");
});

test("without a public address only the source's page is linked", () => {
  expect(shown({}, null).links.map(({ label }) => label)).toEqual(["Open at the source"]);
});

test.each([
  ["https://a.example/x(1)?q=[a]|b#<c>@d", "https://a.example/x%281%29?q=%5Ba%5D%7Cb#%3Cc%3E%40d"],
  ["https://user:pass@a.example/", "https://a.example/"],
  ["http://[::1]:8080/a b", "http://[::1]:8080/a%20b"],
  ["javascript:owned()", null],
  ["data:text/html,x", null],
  ["tg://user?id=1", null],
  ["not an address", null],
  [`https://a.example/${"é".repeat(400)}`, null],
])("%s links to %j", (text, href) => {
  expect(linkTo(text)).toBe(href);
});

describe("a text that is cut", () => {
  test.each([
    ["abc", 3, "abc"],
    ["abcd", 3, "ab…"],
    ["ab  cd", 5, "ab…"],
    ["🔔🔔🔔", 4, "🔔…"],
    ["", 3, ""],
  ])("%j to %i is %j", (text, most, cut) => {
    expect(fitted(text, most)).toBe(cut);
  });

  test("is measured as it is spelled, in the receiver's measure", () => {
    expect(fitted("a & b & c", 8, (text) => text.replaceAll("&", "&amp;"))).toBe("a &amp;…");
    expect(fitted('""é', 6, undefined, jsonBytes)).toBe('""é');
    expect(fitted('""é', 5, undefined, jsonBytes)).toBe('"…');
  });
});

test.each([
  ["*b* _i_ `c` ~s~", "\\*b\\* \\_i\\_ \\`c\\` \\~s\\~"],
  ["# a\n- b\n 1. c\n2) d\n> e", "\\# a\n\\- b\n 1\\. c\n2\\) d\n\\> e"],
  ["3.14 - x", "3.14 - x"],
  ["see https://a.example/b_c_d, ok_", "see https://a.example/b_c_d, ok\\_"],
  ["xhttps://a_b_", "xhttps://a\\_b\\_"],
])("%j is %j in Markdown", (text, escaped) => {
  expect(outsideAddresses(text, markdownEscaped)).toBe(escaped);
});
