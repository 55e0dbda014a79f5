import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FormatFailed } from "#lib/formats/format.ts";
import { faultOf, made, text } from "./template-run.ts";

const TOO_MANY_STEPS = "The template takes more than 10,000 steps: make it shorter, or loop over less.";
const TOO_MANY_TURNS = "The loops take more than 1,000 turns in all: limit them.";
const TOO_LARGE = "The result is larger than 64 KiB: shorten it, for example with truncate.";

const details = {
  text: "é".repeat(7_000),
  pairs: Object.fromEntries(Array.from({ length: 800 }, (_, index) => [`k${index}`, `v${index}`])),
  long: Array.from({ length: 1_500 }, (_, index) => index),
};
const loop = (body: string): string => `{% for i in (1..1000) %}${body}{% endfor %}end`;

describe("a template that would take too long ends", () => {
  test.each([
    ["nested loops", loop("{% for j in (1..1000) %}x{% endfor %}"), TOO_MANY_TURNS],
    ["a long list", "{% for i in details.long %}x{% endfor %}", TOO_MANY_TURNS],
    ["loop after loop", `${loop("")}{% for i in (1..1) %}{% endfor %}`, TOO_MANY_TURNS],
    ["a long body", loop("{{ status }}".repeat(1_000)), TOO_MANY_STEPS],
    ["JSON in each turn", loop("{% assign x = details | json %}"), TOO_MANY_STEPS],
    ["a filter in each turn", loop("{% assign x = details.text | truncate: 6999 %}"), TOO_MANY_STEPS],
    ["sizes", loop("{% if details.text.size == 0 %}{% endif %}"), TOO_MANY_STEPS],
    ["searches in texts", loop('{% if details.text contains "ééa" %}{% endif %}'), TOO_MANY_STEPS],
    ["searches in lists", loop('{% if details.long contains "x" %}{% endif %}'), TOO_MANY_STEPS],
    ["ranges", loop("{% assign x = (1..1000) %}"), TOO_MANY_STEPS],
    ["pairs of objects", loop("{% for p in details.pairs limit: 0 %}{% endfor %}"), TOO_MANY_STEPS],
    [
      "a long format of a date",
      loop(`{% assign x = update_at | date: "${"%A".repeat(2_000)}" %}`),
      TOO_MANY_STEPS,
    ],
    ["a long chain of filters", `{{ status ${"| json ".repeat(2_800)}}}`, TOO_MANY_STEPS],
    ["a long path", `{{ details${".a".repeat(9_000)} }}`, TOO_MANY_STEPS],
    ["a long comparison", loop("{% if details.text == details.text %}{% endif %}"), TOO_MANY_STEPS],
  ])("%s", (_, given, message) => {
    expect(faultOf(given, { details }).message).toBe(message);
  });

  test.each([[{ a: 1 }], [null]])("the details %j are read once, however often they are named", (own) => {
    let reads = 0;
    text(loop("{{ details.a }}"), { details: own, onRead: () => reads++ });
    expect(reads).toBe(1);
  });

  test("details pay for their length when they are read, and only then", () => {
    const longest = { text: "x".repeat(16_000) };
    // Leaves less than the 160 steps that reading 16,000 characters takes.
    const most = `${loop("{{ i }}".repeat(4))}${"{{ status }}".repeat(220)}`;
    expect(text(`${most}{{ details.a }}`, { details: {} })).toContain("end");
    expect(text(`${most}{{ status.a }}`, { details: longest })).toContain("end");
    expect(faultOf(`${most}{{ details.a }}`, { details: longest }).message).toBe(TOO_MANY_STEPS);
  });

  test("what fits is not ended: 1,000 turns with a condition and an output each", () => {
    const given = "{% for i in (1..1000) %}{% if i == 500 %}{{ i }}{% endif %}{% endfor %}";
    expect(text(given)).toBe("500");
  });

  test("it comes to the same every time", () => {
    const given = loop("{{ i }}".repeat(9));
    const first = faultOf(given);
    expect(Array.from({ length: 20 }, () => faultOf(given))).toEqual(Array.from({ length: 20 }, () => first));
  });
});

describe("a template that would take too much room ends", () => {
  test.each([
    ["text", "x".repeat(65_537), TOO_LARGE],
    ["text of two bytes a character", "é".repeat(32_769), TOO_LARGE],
    ["a loop", loop("x".repeat(66)), TOO_LARGE],
    [
      "a captured text that doubles",
      `{% capture a %}xxxxxxxx{% endcapture %}${"{% capture a %}{{ a }}{{ a }}{% endcapture %}".repeat(30)}{{ a }}`,
      TOO_LARGE,
    ],
    ["a range", "{{ (1..1000000000) }}", "A range may hold at most 1,000 numbers."],
    [
      "a range of no numbers",
      "{{ (1..status) }}",
      "A range goes from a whole number to a whole number, such as (1..3).",
    ],
    [
      "a text to look for",
      `{% if status contains "${"x".repeat(201)}" %}{% endif %}`,
      "contains looks for at most 200 characters.",
    ],
  ])("%s", (_, given, message) => {
    expect(faultOf(given, { details }).message).toBe(message);
  });

  test("64 KiB fit", () => {
    expect(text("x".repeat(65_536))).toHaveLength(65_536);
    expect(text("é".repeat(32_768))).toHaveLength(32_768);
  });
});

describe("a template that is nested without end is refused", () => {
  test.each([
    [
      "tags",
      `${"{% if status %}".repeat(600)}x${"{% endif %}".repeat(600)}`,
      "Tags may stand at most 20 deep in each other.",
    ],
    [
      "keys",
      `{{ details${"[details".repeat(900)}${"]".repeat(900)} }}`,
      "This expression is nested too deeply.",
    ],
    ["ranges", `{{ ${"(1..".repeat(2_000)}2${")".repeat(2_000)} }}`, /nested too deeply/],
  ])("%s", (_, given, message) => {
    expect(faultOf(given).message).toMatch(message);
  });

  test("20 tags in each other run", () => {
    expect(text(`${"{% if status %}".repeat(20)}x${"{% endif %}".repeat(20)}`)).toBe("x");
  });
});

/** Pieces that templates are made of, and others that break them. */
const piece = fc.oneof(
  fc.constantFrom(
    ...[
      "{{",
      "}}",
      "{%",
      "%}",
      "{%-",
      "-%}",
      "{{-",
      "|",
      ":",
      ",",
      ".",
      "..",
      "[",
      "]",
      "(",
      ")",
      "'",
      '"',
      "\\",
      "\n",
      " ",
    ],
    ...[
      "{% if status %}",
      "{% endif %}",
      "{% else %}",
      "{% elsif nil %}",
      "{% for x in details %}",
      "{% endfor %}",
    ],
    ...[
      "{% raw %}",
      "{% endraw %}",
      "{% comment %}",
      "{% endcomment %}",
      "{% capture c %}",
      "{% endcapture %}",
    ],
    ...[
      "{% case status %}",
      "{% when 1 %}",
      "{% endcase %}",
      "{% assign a = details %}",
      "{{ a }}",
      "{{ c | json }}",
    ],
    ...[
      "status",
      "details",
      "forloop",
      "x",
      "json",
      "date",
      "truncate",
      "contains",
      "and",
      "not",
      "==",
      "<",
      "nil",
    ],
    ...[
      "empty",
      "blank",
      "(1..9)",
      "-1",
      "1e9",
      "limit:",
      "offset: continue",
      "reversed",
      "{% include 'x' %}",
    ],
    ...[
      "__proto__",
      "constructor",
      "toString",
      "then",
      "{{ details.list.first }}",
      '{{ "now" | date: "%s" }}',
    ],
  ),
  fc.string({ unit: "binary", maxLength: 5 }),
);

test("any text either makes a body within the limits or says why not, at a place within it", () => {
  const inputs = fc.tuple(
    fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join("")),
    fc.option(fc.dictionary(fc.string(), fc.jsonValue()), { nil: null }),
    fc.constantFrom("application/json" as const, "text/plain" as const),
  );
  fc.assert(
    fc.property(inputs, ([given, own, type]) => {
      try {
        const body = made(given, { details: own, type });
        expect(Buffer.byteLength(body)).toBeLessThanOrEqual(65_536);
        if (type === "application/json") JSON.parse(body);
        expect(made(given, { details: own, type })).toBe(body);
      } catch (error) {
        expect(error).toBeInstanceOf(FormatFailed);
        const { line, column } = error as FormatFailed;
        const lines = given.split("\n");
        if (line === null || column === null) return;
        expect(line).toBeLessThanOrEqual(lines.length);
        expect(column).toBeLessThanOrEqual((lines[line - 1]?.length ?? 0) + 1);
      }
    }),
    { numRuns: 3_000 },
  );
});

test("any alert's texts stay texts in a JSON template, whatever they hold", () => {
  const given =
    '{"t":"{{ alert_title }}","d":["{{ details.a }}","{{ details.b.c }}"],"j":{{ details | json }}}';
  const own = fc.record({
    a: fc.string({ unit: "binary" }),
    b: fc.record({ c: fc.string({ unit: "binary" }) }),
  });
  fc.assert(
    fc.property(fc.string({ unit: "binary", minLength: 1 }), own, (alert_title, details) => {
      expect(JSON.parse(made(given, { alert: { alert_title }, details }))).toEqual({
        t: alert_title,
        d: [details.a, details.b.c],
        j: details,
      });
    }),
  );
});
