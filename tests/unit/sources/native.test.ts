import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { detailsSchema } from "#lib/domain/alert/details.ts";
import type { SourcePost } from "#lib/domain/alert/post.ts";
import { readSent, sentAlerts } from "#lib/domain/alert/sent-post.ts";
import { AppError } from "#lib/domain/errors.ts";
import { parseJsonExactly } from "#lib/domain/json.ts";
import { native } from "#lib/sources/native.ts";
import { MalformedBody } from "#lib/sources/source.ts";

type Given = { ndjson?: boolean; idempotencyKey?: string | null };

/** Reads a post, and holds against it what the engine thread reads of it. */
function read(text: string, { ndjson = false, idempotencyKey = null }: Given = {}): SourcePost {
  const post = native.read({
    text,
    mediaType: ndjson ? "application/x-ndjson" : "application/json",
    header: (name) => (name === "idempotency-key" ? idempotencyKey : null),
  });
  const { alerts, indexed } = post;
  expect(readSent(sentAlerts(post))).toEqual({ alerts, indexed });
  return post;
}

const readJson = (value: unknown, given?: Given): SourcePost => read(JSON.stringify(value), given);

const titles = ({ alerts }: SourcePost): unknown[] => alerts.map(({ alert }) => alert.alert_title);

function thrownBy(action: () => unknown): unknown {
  try {
    action();
  } catch (error) {
    return error;
  }
  throw new Error("It did not throw.");
}

const issuesOf = (action: () => unknown): unknown => {
  const error = thrownBy(action);
  expect(error).toBeInstanceOf(AppError);
  expect(error).toMatchObject({ code: "invalid" });
  return (error as AppError).issues;
};

const a = { alert_title: "A" };
const b = { alert_title: "B" };

describe("the three shapes of a post", () => {
  test("one alert", () => {
    expect(titles(readJson(a))).toEqual(["A"]);
  });

  test("an array", () => {
    expect(titles(readJson([a, b]))).toEqual(["A", "B"]);
  });

  test.each([
    ["one line", '{"alert_title":"A"}', ["A"]],
    ["two lines", '{"alert_title":"A"}\n{"alert_title":"B"}', ["A", "B"]],
    ["a line break at the end", '{"alert_title":"A"}\n', ["A"]],
    ["lines that end in CR LF", '{"alert_title":"A"}\r\n{"alert_title":"B"}\r\n', ["A", "B"]],
    ["blank lines", '\n  \n{"alert_title":"A"}\n\t\n\r\n{"alert_title":"B"}\n\n', ["A", "B"]],
  ])("NDJSON, %s", (_, text, expected) => {
    expect(titles(read(text, { ndjson: true }))).toEqual(expected);
  });

  test("an alert is read in full", () => {
    const alert = {
      alert_id: "disk-1",
      alert_title: "Disk full",
      occurred_at: "2026-11-24T06:22:48+05:30",
      priority: "High",
      status: "Open",
      details: { region: "eu-1" },
    };
    expect(readJson(alert).alerts).toEqual([
      { alert: { ...alert, occurred_at: "2026-11-24T00:52:48.000Z" }, idempotency: null },
    ]);
  });
});

describe("text that is no JSON", () => {
  test.each(["", " ", "{", "{'a':1}", '{"alert_title":"A"}{"alert_title":"B"}', "[{}", "undefined", "NaN"])(
    "%j",
    (text) => {
      const error = thrownBy(() => read(text));
      expect(error).toBeInstanceOf(MalformedBody);
      expect((error as MalformedBody).message).toMatch(/^The body is not valid JSON: .+\.$/);
    },
  );

  test("in NDJSON its line is named, counted without the blank ones", () => {
    const error = thrownBy(() => read('{"alert_title":"A"}\n\n{"alert_title"\n', { ndjson: true }));
    expect(error).toBeInstanceOf(MalformedBody);
    expect((error as MalformedBody).message).toMatch(/^Line \[1\] is not valid JSON: /);
    expect((error as MalformedBody).issues).toMatchObject([{ path: "[1]" }]);
  });

  test("comes before alerts that are not valid", () => {
    expect(thrownBy(() => read('{"alert_titel":"A"}\n{', { ndjson: true }))).toBeInstanceOf(MalformedBody);
  });
});

describe("how many", () => {
  test.each([
    ["an empty array", "[]", false],
    ["NDJSON without a line", "", true],
    ["NDJSON of blank lines", "\n \n\r\n", true],
  ])("%s is refused", (_, text, ndjson) => {
    expect(thrownBy(() => read(text, { ndjson }))).toMatchObject({
      code: "invalid",
      message: "There is no alert in the body: send at least one.",
    });
  });

  const alerts = (count: number) => Array.from({ length: count }, () => a);
  const lines = (count: number) =>
    alerts(count)
      .map((one) => JSON.stringify(one))
      .join("\n\n");

  test("1,000 are taken", () => {
    expect(readJson(alerts(1_000)).alerts).toHaveLength(1_000);
    expect(read(lines(1_000), { ndjson: true }).alerts).toHaveLength(1_000);
  });

  test("1,001 are refused", () => {
    const refusal = {
      code: "invalid",
      message: "One post takes at most 1,000 alerts; this one has 1001: split it.",
    };
    expect(thrownBy(() => readJson(alerts(1_001)))).toMatchObject(refusal);
    expect(thrownBy(() => read(lines(1_001), { ndjson: true }))).toMatchObject(refusal);
  });
});

describe("a fault is named by its place", () => {
  test("in one alert by its field", () => {
    expect(issuesOf(() => readJson({ ...a, priority: "high" }))).toEqual([
      { path: "priority", message: "Use one of Critical, High, Medium, Low." },
    ]);
  });

  test("in an array by [index].field, all of them", () => {
    const post = [a, { ...b, status: "open" }, { ...b, titel: "x", details: [] }];
    expect(issuesOf(() => readJson(post))).toEqual([
      { path: "[1].status", message: "Use one of Open, Acknowledged, Resolved, Auto-Resolved." },
      { path: "[2].details", message: "details must be a JSON object." },
      { path: "[2].titel", message: '"titel" is not a known field: check its spelling or leave it out.' },
    ]);
  });

  test("in an array of one too", () => {
    expect(issuesOf(() => readJson([{ ...a, status: "open" }]))).toMatchObject([{ path: "[0].status" }]);
  });

  test("in NDJSON by the line, counted without the blank ones", () => {
    const text = '\n{"alert_title":"A"}\n\n\n{"alert_title":"B","status":"open"}\n';
    expect(issuesOf(() => read(text, { ndjson: true }))).toMatchObject([{ path: "[1].status" }]);
  });

  test.each([null, 7, "A", [a]])("an item that is no object by its index alone: %j", (item) => {
    expect(issuesOf(() => readJson([a, item]))).toEqual([
      { path: "[1]", message: "An alert must be a JSON object with at least alert_title." },
    ]);
  });

  test("the sentence says that nothing was stored, and counts the rest", () => {
    expect(thrownBy(() => readJson([{ ...a, status: "open" }]))).toMatchObject({
      message: "Nothing was stored: [0].status: Use one of Open, Acknowledged, Resolved, Auto-Resolved.",
    });
    expect(thrownBy(() => readJson([{ status: "open", priority: 1, x: 1 }]))).toMatchObject({
      message: expect.stringMatching(/^Nothing was stored: \[0\]\..+ \(and 2 more\)$/),
    });
  });

  test("of more faults than anybody reads, the first hundred", () => {
    const keys = Array.from({ length: 131_000 }, (_, index) => `"${index.toString(36)}":0`);
    expect(issuesOf(() => read(`[{${keys.join(",")}}]`))).toHaveLength(100);
  });
});

describe("the idempotency key", () => {
  const keyOf = (post: SourcePost) => post.alerts.map(({ idempotency }) => idempotency?.key ?? null);

  test.each<[string, unknown, string | null, (string | null)[]]>([
    ["none", a, null, [null]],
    ["null is none", { ...a, idempotency_key: null }, null, [null]],
    ["of the field", { ...a, idempotency_key: "k" }, null, ["k"]],
    ["of the header", a, "h", ["h"]],
    ["of the header, in an array of one", [a], "h", ["h"]],
    ["of the header, where the field is null", { ...a, idempotency_key: null }, "h", ["h"]],
    [
      "of each alert",
      [{ ...a, idempotency_key: "k" }, b, { ...b, idempotency_key: "l" }],
      null,
      ["k", null, "l"],
    ],
    ["of 200 characters", a, "k".repeat(200), ["k".repeat(200)]],
  ])("%s", (_, body, header, keys) => {
    expect(keyOf(readJson(body, { idempotencyKey: header }))).toEqual(keys);
  });

  test.each<[string, unknown, string, string]>([
    ["both", { ...a, idempotency_key: "k" }, "h", "idempotency_key"],
    ["both, the same", { ...a, idempotency_key: "k" }, "k", "idempotency_key"],
    ["both, in an array of one", [{ ...a, idempotency_key: "k" }], "h", "[0].idempotency_key"],
    ["an empty header", a, "", "Idempotency-Key"],
    ["a header of 201 characters", a, "k".repeat(201), "Idempotency-Key"],
    ["a control character in the header", a, "a\u0085b", "Idempotency-Key"],
  ])("%s is refused", (_, body, header, path) => {
    expect(issuesOf(() => readJson(body, { idempotencyKey: header }))).toMatchObject([{ path }]);
  });

  test("the header stands for one alert, not for several", () => {
    expect(thrownBy(() => readJson([a, b], { idempotencyKey: "h" }))).toMatchObject({ code: "invalid" });
  });
});

describe("the same content has the same hash", () => {
  const hashOf = (alert: object): string => {
    const [one] = readJson(alert, { idempotencyKey: "h" }).alerts;
    return one?.idempotency?.contentHash ?? "";
  };
  const alert = {
    alert_id: "disk-1",
    alert_title: "Disk full",
    occurred_at: "2026-11-24T06:22:48Z",
    details: { b: [1, { y: 1, x: 2 }], a: null },
  };

  test.each<[string, object]>([
    [
      "keys in another order",
      {
        details: { a: null, b: [1, { x: 2, y: 1 }] },
        occurred_at: alert.occurred_at,
        alert_title: alert.alert_title,
        alert_id: alert.alert_id,
      },
    ],
    ["the same instant at another offset", { ...alert, occurred_at: "2026-11-24T11:52:48+05:30" }],
    ["the same millisecond", { ...alert, occurred_at: "2026-11-24T06:22:48.000999Z" }],
    ["null for what is absent", { ...alert, description: null, priority: null }],
    ["a number spelt otherwise", JSON.parse(JSON.stringify(alert).replace("[1,", "[1.0e0,"))],
  ])("%s", (_, same) => {
    expect(hashOf(same)).toBe(hashOf(alert));
  });

  test.each<[string, object]>([
    ["another title", { ...alert, alert_title: "Disk Full" }],
    ["a field more", { ...alert, priority: "Medium" }],
    ["a millisecond later", { ...alert, occurred_at: "2026-11-24T06:22:48.001Z" }],
    ["another order in a list", { ...alert, details: { ...alert.details, b: [{ y: 1, x: 2 }, 1] } }],
    ["details without a null member", { ...alert, details: { b: alert.details.b } }],
    ["a number as a string", { ...alert, details: { ...alert.details, b: ["1", { y: 1, x: 2 }] } }],
    [
      "a member named __proto__",
      { ...alert, details: JSON.parse('{"b":[1,{"y":1,"x":2}],"a":null,"__proto__":1}') },
    ],
  ])("but not %s", (_, other) => {
    expect(hashOf(other)).not.toBe(hashOf(alert));
  });

  test("the key itself is no content", () => {
    const [one] = readJson({ ...alert, idempotency_key: "k" }).alerts;
    expect(one?.idempotency?.contentHash).toBe(hashOf(alert));
  });

  test("whatever the details and the order of their keys", () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string({ unit: "grapheme" }), fc.jsonValue({ maxDepth: 3 }).filter(canBeKept)),
        (details) => {
          const turned = Object.fromEntries(Object.entries(details).reverse());
          expect(hashOf({ ...a, details: turned })).toBe(hashOf({ ...a, details }));
        },
      ),
    );
  });
});

/** Integers beyond ±(2^53−1) are refused. */
const canBeKept = (value: unknown): boolean =>
  detailsSchema.safeParse(parseJsonExactly(JSON.stringify({ value }))).success;

test("whatever the text, it is read or refused, never broken", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.json()), fc.boolean(), (text, ndjson) => {
      try {
        read(text, { ndjson });
      } catch (error) {
        expect(error instanceof AppError || error instanceof MalformedBody).toBe(true);
      }
    }),
  );
});
