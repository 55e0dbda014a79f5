import * as fc from "fast-check";
import { type Payload, PRIORITIES, STATUSES } from "#lib/domain/alert/alert.ts";
import { LONGEST } from "#lib/domain/alert/limits.ts";
import type { FormatEvent } from "#lib/formats/format.ts";
import { NAUGHTY } from "../../support/naughty.ts";

/** Texts that some receiver would read as a mention or as markup. */
export const COMMANDS: readonly string[] = [
  "<!channel> <!here> <!everyone> <!all> <!subteam^S1|ops> <@U024BE7LH> <#C1|general>",
  "@channel @here @all @everyone @alice a@b.example @here.",
  "<@123> <@!123> <@&123> <#123> <:x:1> <t:1> @silent",
  "<users/all> <users/123> <https://evil.example|click> <https://evil.example>",
  "<at>Ada</at> <at>channel</at>",
  "*bold* _it_ ~no~ **b** __u__ ~~s~~ ||spoiler|| `code` ```block```",
  "[click](https://evil.example) ![x](https://evil.example/x.png) [a]: https://evil.example",
  "# h\n## h\n- a\n+ b\n> q\n>>> q\n1. x\n2) y\n-# small\n---\n===\n|a|b|\n|-|-|",
  '<b>x</b> <a href="https://evil.example">y</a> <a href="tg://user?id=1">z</a> <script>owned()</script>',
  "&lt;!channel&gt; &amp; &#60;b&#62; &copy; &",
  "https://a.example/x_y_z?a=1&b=*2* http://b.example/(c)_d_ xhttps://c_d_e",
  "$x$ $$y$$ \\* \\\\ \\[ \\",
  "{{ alert }} {% raw %} %s",
  "שלום עולם مرحبا \u202eabc\u2066x\u2069 \u200f",
  "a\r\nb\rc\u0000d\u001b[31me\u2028f\u0085",
  "line\n\n\n\nline\n \n\t\ttab",
];

/** One text of hostile pieces and of any characters, at most as long as its member may be. */
const hostileText = (longest: number): fc.Arbitrary<string> =>
  fc
    .array(
      fc.oneof(
        fc.constantFrom(...COMMANDS, ...NAUGHTY),
        fc.string({ unit: "binary", maxLength: 40 }),
        fc.string({ unit: "grapheme", maxLength: 40 }),
        fc.constantFrom("\n", " ", "@", "<", "x".repeat(150), "&".repeat(150), "🔔".repeat(100)),
      ),
      { minLength: 1, maxLength: 60 },
    )
    .map((pieces) => [...pieces.join("")].slice(0, longest).join(""));

/** The payload's members whose value is any text. */
const MEMBERS = [
  "category",
  "description",
  "di_event",
  "event_description",
  "initiated_by",
  "rule_id",
  "source_id",
  "source_name",
  "source_type",
  "source_url",
] as const;

/** A payload whose texts a function gives by the length that they may have. */
export function everyText(textOf: (longest: number) => string | null): Payload {
  const texts = Object.fromEntries(MEMBERS.map((member) => [member, textOf(LONGEST[member])]));
  return {
    ...(texts as Pick<Payload, (typeof MEMBERS)[number]>),
    alert_id: textOf(LONGEST.alert_id) ?? "a",
    alert_title: textOf(LONGEST.alert_title) ?? "t",
    occurred_at: "2026-11-24T06:22:48.000Z",
    previous_alert_status: null,
    priority: "Critical",
    status: "Open",
    update_at: "2026-11-24T07:22:48.000Z",
  };
}

const anyPayload: fc.Arbitrary<Payload> = fc
  .record({
    texts: fc.record({
      ...Object.fromEntries(
        MEMBERS.map((member) => [member, fc.option(hostileText(LONGEST[member]), { freq: 4 })]),
      ),
      alert_id: hostileText(LONGEST.alert_id).filter((id) => id !== "" && id === id.trim()),
      alert_title: hostileText(LONGEST.alert_title).filter((title) => title.trim() !== ""),
    }),
    address: fc.option(fc.webUrl({ withQueryParameters: true, withFragments: true })),
    previous_alert_status: fc.option(fc.constantFrom(...STATUSES)),
    priority: fc.constantFrom(...PRIORITIES),
    status: fc.constantFrom(...STATUSES),
  })
  .map(({ texts, address, ...rest }) => ({
    ...everyText(() => null),
    ...texts,
    ...(address !== null && { source_url: address }),
    ...rest,
  }));

/** An event as a format gets it. */
export const eventOf = (
  given: Payload,
  baseUrl: string | null = "https://tocsin.example.com",
): FormatEvent => ({
  stored: JSON.stringify(given),
  routed: { ruleId: null, priority: null },
  eventId: "evt_1",
  channelName: "Ops",
  baseUrl,
  details: () => null,
});

/** Any event that may be stored. */
export const anyEvent: fc.Arbitrary<FormatEvent> = fc
  .record({
    given: anyPayload,
    baseUrl: fc.constantFrom(null, "https://tocsin.example.com", "http://[::1]:8080"),
  })
  .map(({ given, baseUrl }) => eventOf(given, baseUrl));
