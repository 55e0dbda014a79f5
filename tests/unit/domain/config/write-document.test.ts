import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ConfigDocument } from "#lib/domain/config/document.ts";
import { configDocumentSchema } from "#lib/domain/config/document-schema.ts";
import { readDocument } from "#lib/domain/config/read-document.ts";
import { writeDocument } from "#lib/domain/config/write-document.ts";
import { FORMAT_TYPES } from "#lib/domain/format/format.ts";
import { formatDescriptions } from "#lib/domain/format/formats.ts";
import { hasControlCharacters, nameKey } from "#lib/domain/text.ts";

const SMALL: ConfigDocument = {
  channels: [
    {
      name: "Jira",
      url: "https://jira.example.com/{{TOKEN}}",
      url_secrets: [{ replacement: "TOKEN", saved: true }],
      auth: { type: "basic", username: "ada", saved: true },
      headers: [
        { name: "X-Key", saved: true, sensitive: true },
        { name: "X-Team", value: "on call", sensitive: false },
      ],
    },
    {
      name: "Duty",
      url: "https://events.pagerduty.com/v2/enqueue",
      format: { type: "pagerduty", saved: true },
    },
  ],
  rules: [],
  sources: [{ type: "sentry", secret: { saved: true } }],
};

const WRITTEN = `channels:
  - name: Jira
    url: https://jira.example.com/{{TOKEN}}
    url_secrets:
      - replacement: TOKEN
        value: saved
    auth:
      type: basic
      username: ada
      password: saved
    headers:
      - name: X-Key
        value: saved
        sensitive: true
      - name: X-Team
        value: on call
        sensitive: false

  - name: Duty
    url: https://events.pagerduty.com/v2/enqueue
    format:
      type: pagerduty
      routing_key: saved

rules: []

sources:
  - type: sentry
    secret: saved
`;

describe("a document", () => {
  test("is written as people write it, below a note that says what it is", () => {
    const [note, ...sections] = writeDocument(SMALL).split("\n\n");
    expect(sections.join("\n\n")).toBe(WRITTEN);
    expect(note?.split("\n")).toEqual([1, 2, 3].map(() => expect.stringMatching(/^# \S/)));
  });

  test("keeps its bytes, and the value that it was made from", () => {
    const before = structuredClone(SMALL);
    expect(writeDocument(SMALL)).toBe(writeDocument(structuredClone(SMALL)));
    expect(SMALL).toEqual(before);
  });

  test("never holds a secret, even of one whose secrets are filled in", () => {
    const filled = readDocument(
      WRITTEN.replaceAll(": saved", ': "$' + '{X}"'),
      () => "s3cret-value",
    ).document;
    expect(JSON.stringify(filled)).toContain("s3cret-value");
    expect(writeDocument(filled)).toBe(writeDocument(SMALL));
  });

  test("an empty one says so for each section", () => {
    const empty: ConfigDocument = { channels: [], rules: [], access_requests: [], sources: [], users: [] };
    expect(readBack(empty)).toEqual(empty);
  });

  test("no format has two secrets: one word could not speak of both", () => {
    for (const type of FORMAT_TYPES)
      expect(formatDescriptions[type].fields.filter(({ kind }) => kind === "secret").length).toBeLessThan(2);
  });
});

const readBack = (document: ConfigDocument): ConfigDocument =>
  readDocument(writeDocument(document), () => {
    throw new Error("A written document refers to nothing.");
  }).document;

/** Texts that notations stumble over. */
const AWKWARD = [
  "saved",
  "$" + "{HOME}",
  "null",
  "~",
  "yes",
  "true",
  "007",
  "1e3",
  "0x1f",
  ".inf",
  "2026-11-29",
  "-",
  "- a",
  "? a",
  "a: b",
  "a #b",
  "#",
  "&a",
  "*a",
  "!a",
  "%a",
  "@a",
  "`a`",
  "|",
  ">",
  "'",
  '"',
  "[a]",
  "{a}",
  "<<",
  "---",
  "...",
  " a",
  "a ",
  "a\n",
  "\na",
  "a\n\n\nb",
  "  a\n b",
  "a\n  b\n",
  "\ta",
  "a\r\nb",
  "a\rb",
  "\u0000",
  "\u0085",
  "\u2028",
  "\ufeff",
  "\ud83d\udd14",
  "é",
  "e\u0301",
  "\\",
  "\\n",
  "\u200b",
  "\u007f",
  "x ".repeat(500),
  "y".repeat(5_000),
];

const anyText = fc
  .oneof(
    fc.constantFrom(...AWKWARD),
    fc.string({ unit: "binary", maxLength: 60 }),
    fc
      .array(fc.oneof(fc.constantFrom(...AWKWARD, "\n", " ", ":"), fc.string()), { maxLength: 5 })
      .map((parts) => parts.join("")),
  )
  .filter((text) => text.isWellFormed());

const anyName = anyText
  .map((text) => [...text.trim()].slice(0, 60).join("").trim())
  .filter((text) => text !== "" && !hasControlCharacters(text));

const named = <T>(entries: T[], nameOf: (entry: T) => string): T[] => [
  ...new Map(entries.map((entry) => [nameKey(nameOf(entry)), entry])).values(),
];

type Header = { name: string; sensitive: boolean; value?: string; saved?: true };

const anyChannel = fc.record({
  name: anyName,
  enabled: fc.boolean(),
  url: fc.constant("https://x.example/{{A}}?b={{B-1}}"),
  url_secrets: fc
    .constantFrom(["A", "B-1"])
    .map((names) => names.map((replacement) => ({ replacement, saved: true as const }))),
  auth: fc.oneof(
    fc.constant({ type: "none" as const }),
    fc.record({
      type: fc.constant("basic" as const),
      username: anyName.map((name) => name.replaceAll(":", "") || "x"),
      saved: fc.constant(true as const),
    }),
    fc.constant({ type: "token" as const, saved: true as const }),
  ),
  headers: fc.constantFrom<Header[]>(
    [],
    [{ name: "X-A", sensitive: false, value: "saved" }],
    [{ name: "X-A", sensitive: true, saved: true as const }],
  ),
  format: fc.oneof(
    fc.constant({ type: "alert" as const }),
    fc.constant({ type: "pagerduty" as const, saved: true as const }),
    anyText.map((template) => ({
      type: "template" as const,
      template: `{% raw %}${template.replaceAll(/[{}]/g, "")}{% endraw %}`,
      content_type: "text/plain",
    })),
  ),
  retry_schedule: fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 2 }),
  max_in_flight: fc.integer({ min: 1, max: 256 }),
  auto_disable: fc.boolean(),
});

const anyRule = fc.record({
  name: anyName,
  description: fc.oneof(
    fc.constant(null),
    anyText.map((text) => text.slice(0, 100)).filter((text) => text !== "" && text.isWellFormed()),
  ),
  enabled: fc.constant(true),
  events: fc.uniqueArray(
    anyText.map((text) => `e${text}`.slice(0, 100)).filter((text) => text.isWellFormed()),
  ),
  filters: fc.record({
    match: fc.constantFrom("all" as const, "any" as const),
    conditions: fc.array(
      fc.record({ field: fc.constant("details.x"), operator: fc.constant("is" as const), value: anyName }),
      { maxLength: 3 },
    ),
  }),
  expression: fc.constant(null),
  set_priority: fc.constantFrom(null, "Critical" as const),
  channels: fc.oneof(fc.constant("all" as const), fc.uniqueArray(anyName, { minLength: 1 })),
});

const anySource = fc.record({
  type: fc.constant("json"),
  name: anyName,
  for_each: fc.constant(null),
  fields: anyName.map((text) => ({ alert_title: JSON.stringify(text) })),
});

const anyDocument: fc.Arbitrary<ConfigDocument> = fc.record(
  {
    channels: fc.array(anyChannel, { maxLength: 3 }).map((all) => named(all, ({ name }) => name)),
    rules: fc.array(anyRule, { maxLength: 3 }),
    access_requests: anyName.map((channel) => [
      { channel, events: ["access_management_access_request" as const] },
    ]),
    sources: fc.array(anySource, { maxLength: 3 }).map((all) => named(all, ({ name }) => name)),
  },
  { requiredKeys: [] },
);

const RUNS = 100;

describe("whatever it holds", () => {
  test("a document of domain values is read back as it was written", () => {
    let valid = 0;
    fc.assert(
      fc.property(anyDocument, (document) => {
        fc.pre(Object.keys(document).length > 0 && configDocumentSchema.safeParse(document).success);
        valid++;
        expect(readBack(document)).toEqual(document);
      }),
      { numRuns: RUNS },
    );
    expect(valid).toBe(RUNS);
  });

  test.each(AWKWARD)("the text %j is read back", (text) => {
    const rules = [{ name: "A", description: text, channels: "all" as const }];
    expect(readBack({ rules })).toEqual({ rules });
  });
});
