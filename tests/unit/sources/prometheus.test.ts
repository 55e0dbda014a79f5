import { describe, expect, test } from "vitest";
import { USUAL_SETTINGS } from "#lib/domain/source/settings.ts";
import { MalformedBody } from "#lib/sources/source.ts";
import { toPost } from "#lib/sources/to-post.ts";
import { alertOf, alertsOf, CONTEXT, mapPost, missingIn, RECEIVED_AT, refusalOf } from "./mapped.ts";

const firing = {
  labels: {
    alertname: "DiskFillsUp",
    instance: "db-17:9100",
    job: "node",
    severity: "critical",
    replica: "a",
  },
  annotations: { summary: "Disk of db-17 is full in 4 h", description: "Free: 3.1 %" },
  startsAt: "2026-11-28T09:41:12.032813093Z",
  endsAt: "2026-11-28T10:04:00Z",
  generatorURL: "http://prom.example.net:9090/graph?g0.expr=up",
};

const factsOf = (alert: object) => {
  const mapped = mapPost("prometheus", [alert]);
  if (mapped.kind !== "alerts") throw new Error("These are no alerts.");
  return toPost(mapped.alerts, CONTEXT, "prometheus").alerts[0];
};

test("a firing alert", () => {
  expect(alertOf("prometheus", [firing])).toEqual({
    alert_id:
      'prometheus:ns:{alertname="DiskFillsUp", instance="db-17:9100", job="node", severity="critical"}',
    alert_title: "Disk of db-17 is full in 4 h",
    description: "Free: 3.1 %",
    priority: "Critical",
    category: "DiskFillsUp",
    source_id: "db-17:9100",
    source_name: "node",
    source_type: "prometheus",
    source_url: "http://prom.example.net:9090/graph?g0.expr=up",
    occurred_at: "2026-11-28T09:41:12.032Z",
    details: firing,
  });
});

describe("the identity is the label set", () => {
  const idWith = (labels: Record<string, string>, ignoreLabels = USUAL_SETTINGS.ignoreLabels) =>
    alertOf("prometheus", [{ labels }], { settings: { ...USUAL_SETTINGS, ignoreLabels } }).alert_id;

  test("two replicas make one alert", () => {
    expect(idWith({ alertname: "A", replica: "a" })).toBe(
      idWith({ alertname: "A", prometheus_replica: "b" }),
    );
  });

  test("unless the source says that the label counts", () => {
    expect(idWith({ alertname: "A", replica: "a" }, [])).not.toBe(
      idWith({ alertname: "A", replica: "b" }, []),
    );
  });

  test("the order of labels doesn't count, annotations neither", () => {
    expect(idWith({ b: "2", a: "1" })).toBe(idWith({ a: "1", b: "2" }));
  });

  test.each([
    [{ a: '1", b="2' }, { a: "1", b: "2" }],
    [{ a: "x".repeat(300) }, { a: "x".repeat(301) }],
    [{ a: "b\u202e" }, { a: "b" }],
  ])("%j and %j are two alerts", (one, other) => {
    expect(idWith(one)).not.toBe(idWith(other));
  });

  test("a long one is hashed", () => {
    expect(idWith({ a: "x".repeat(300) })).toMatch(/^prometheus:ns:[0-9a-f]{64}$/);
  });
});

describe("the end", () => {
  test.each([
    ["an end in future", "2026-11-28T10:04:00Z", Date.parse("2026-11-28T10:04:00Z")],
    ["no end", undefined, RECEIVED_AT + 5 * 60_000],
    ["the year 1, which is none", "0001-01-01T00:00:00Z", RECEIVED_AT + 5 * 60_000],
    ["a text that is no time", "soon", RECEIVED_AT + 5 * 60_000],
  ])("%s", (_, endsAt, expected) => {
    const fact = factsOf({ ...firing, endsAt });
    expect(fact?.alert.status).toBeUndefined();
    expect(fact?.sender).toEqual({ repeats: "drop", endsAt: expected, test: false });
  });

  test.each(["2026-11-28T09:59:00Z", "2026-11-28T10:00:00.000Z", "2026-11-28T12:00:00+02:00"])(
    "%s is not after the receipt: resolved at once",
    (endsAt) => {
      const fact = factsOf({ ...firing, endsAt });
      expect(fact?.alert).toMatchObject({ status: "Resolved", occurred_at: new Date(endsAt).toISOString() });
      expect(fact?.sender?.endsAt).toBeNull();
    },
  );
});

describe("the title", () => {
  test.each([
    [{ labels: { alertname: "Down" }, annotations: { summary: "db-17 is down" } }, "db-17 is down"],
    [{ labels: { alertname: "Down" }, annotations: { summary: " " } }, "Down"],
    [{ labels: { alertname: "Down" } }, "Down"],
    [{ labels: { job: "node" } }, '{job="node"}'],
  ])("of %j", (alert, title) => {
    expect(alertOf("prometheus", [alert]).alert_title).toBe(title);
  });
});

describe("refused", () => {
  test.each([
    ["an object", {}],
    ["Alertmanager's webhook", { version: "4", alerts: [firing] }],
    ["null", null],
    ["no alert", []],
  ])("%s", (_, body) => {
    expect(refusalOf("prometheus", body).message).toMatch(/array/);
  });

  test("all of a post, each fault named", () => {
    expect(missingIn("prometheus", [firing, { labels: {} }, 7, { annotations: {} }])).toEqual([
      "[1].labels",
      "[2]",
      "[3].labels",
    ]);
  });

  test("what is no JSON", () => {
    expect(() => mapPost("prometheus", "[{")).toThrow(MalformedBody);
  });
});

test("several alerts of one post", () => {
  const other = { ...firing, labels: { alertname: "B" } };
  expect(alertsOf("prometheus", [firing, other]).map(({ category }) => category)).toEqual([
    "DiskFillsUp",
    "B",
  ]);
});
