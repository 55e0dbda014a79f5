import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { alertInputSchema } from "#lib/domain/alert/alert-schema.ts";
import { isAppError } from "#lib/domain/errors.ts";
import { SOURCE_TYPES } from "#lib/domain/source/source.ts";
import { sourceDescriptions } from "#lib/domain/source/sources.ts";
import { TooManyAlerts } from "#lib/sources/sender.ts";
import { senders } from "#lib/sources/senders.ts";
import { MalformedBody } from "#lib/sources/source.ts";
import { toPost } from "#lib/sources/to-post.ts";
import { CONTEXT, postOf } from "./mapped.ts";

const FACTS = {
  baseUrl: "https://tocsin.example.net",
  url: "https://tocsin.example.net/api/v1/in/x",
  key: "tok_abc",
};

/** Reads a post, and holds its alerts against the schema of Tocsin's own format. */
function read(type: (typeof SOURCE_TYPES)[number], text: string, headers: Record<string, string>): number {
  const mapped = senders[type].map(postOf(type, text, headers), CONTEXT);
  if (mapped.kind !== "alerts") return 0;
  const post = toPost(mapped.alerts, CONTEXT, type);
  for (const { alert } of post.alerts) expect(alertInputSchema.parse(alert)).toEqual(alert);
  expect(JSON.parse(post.text)).toEqual(post.alerts.map(({ alert }) => alert));
  return post.alerts.length;
}

const isNamed = (error: unknown) =>
  error instanceof MalformedBody ||
  error instanceof TooManyAlerts ||
  (isAppError(error) && ["invalid", "unauthenticated"].includes(error.code));

function readOrRefuse(type: (typeof SOURCE_TYPES)[number], text: string, headers = {}): void {
  try {
    read(type, text, headers);
  } catch (error) {
    if (!isNamed(error)) throw error;
  }
}

const anyText = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 300 }),
  fc.string({ unit: "binary", maxLength: 30 }),
  fc.constantFrom(
    "",
    " ",
    "\ud83d",
    "a\u202e\u0000",
    "x".repeat(20_000),
    "0001-01-01T00:00:00Z",
    "1795856798",
  ),
);
const anyValue = fc.oneof(
  anyText,
  fc.constantFrom(null, true, 0, -1, 1e300, 7, [], {}, [null], [[]]),
  fc.jsonValue({ maxDepth: 3 }),
);

type Step = string | number;

/** The paths of all members and entries below a value. */
function pathsIn(value: unknown, path: Step[] = []): Step[][] {
  if (typeof value !== "object" || value === null) return [path];
  const steps = Array.isArray(value) ? value.keys() : Object.keys(value);
  return [
    path,
    ...[...steps].flatMap((step) => pathsIn((value as Record<Step, unknown>)[step], [...path, step])),
  ];
}

function replaced(value: unknown, [step, ...rest]: Step[], by: unknown): unknown {
  if (step === undefined) return by;
  const copy = Array.isArray(value) ? [...value] : { ...(value as object) };
  (copy as Record<Step, unknown>)[step] = replaced((value as Record<Step, unknown>)[step], rest, by);
  return copy;
}

describe.each(SOURCE_TYPES)("%s", (type) => {
  const { sample, snippets, ...description } = sourceDescriptions[type];
  const sender = senders[type];
  const headers = { ...sample.headers, "content-type": sample.headers["content-type"]?.split(";")[0] ?? "" };

  test("its sample makes an alert", () => {
    expect(read(type, sample.body, headers)).toBe(1);
  });

  test("its sample is of one of its media types, which are named to whoever sends another one", () => {
    if (sender.mediaTypes !== null) expect(sender.mediaTypes).toContain(headers["content-type"]);
    for (const mediaType of sender.mediaTypes ?? []) expect(sender.wrongMediaType).toContain(mediaType);
  });

  test("its description says all that a page needs", () => {
    expect(description.label).not.toBe("");
    expect(description.summary).toMatch(/\.$/);
    expect(description.steps.length).toBeGreaterThan(0);
    expect(description.mapping.map(({ field }) => field)).toEqual(
      expect.arrayContaining(["alert_id", "alert_title", "status"]),
    );
    expect(description.verifiedBy?.href).toMatch(/^https:/);
  });

  test("its ready configuration holds the address and the key", () => {
    const texts = snippets(FACTS).map(({ text }) => text);
    expect(texts.join("\n")).toContain("tocsin.example.net");
    expect(texts.join("\n")).toContain(FACTS.key);
  });

  test("whatever the JSON, it is read or refused by name", () => {
    fc.assert(fc.property(fc.json({ maxDepth: 4 }), (text) => readOrRefuse(type, text, headers)));
  });

  test("whatever stands in the place of a member, it is read or refused by name", () => {
    const body: unknown = JSON.parse(sample.body);
    const paths = pathsIn(body);
    fc.assert(
      fc.property(fc.constantFrom(...paths), anyValue, (path, value) =>
        readOrRefuse(type, JSON.stringify(replaced(body, path, value)), headers),
      ),
      { numRuns: 300 },
    );
  });

  test.each(SOURCE_TYPES.filter((other) => other !== type))("refuses the body of %s", (other) => {
    expect(() => read(type, sourceDescriptions[other].sample.body, headers)).toThrow();
  });

  test("a megabyte of nesting is read or refused by name", () => {
    const deep = "[".repeat(500_000) + "]".repeat(500_000);
    readOrRefuse(type, deep, headers);
    readOrRefuse(type, `{"alerts":${deep},"version":"4","data":${deep}}`, headers);
    const body = sample.body.trim();
    const at = body.startsWith("[") ? body.lastIndexOf("}") : body.length - 1;
    readOrRefuse(type, `${body.slice(0, at)},"deep":${deep}${body.slice(at)}`, headers);
  });
});
