import { describe, expect, test } from "vitest";
import { PAYLOAD_KEYS, PRIORITIES, STATUSES } from "#lib/domain/alert/alert.ts";
import { alertInputSchema } from "#lib/domain/alert/alert-schema.ts";
import { refusalOf } from "../../refusal.ts";

const title = { alert_title: "Disk full" };

const LIMITS: [field: string, characters: number][] = [
  ["alert_id", 200],
  ["alert_title", 200],
  ["category", 200],
  ["di_event", 200],
  ["initiated_by", 200],
  ["rule_id", 200],
  ["source_id", 200],
  ["source_name", 200],
  ["source_type", 200],
  ["idempotency_key", 200],
  ["description", 10_000],
  ["event_description", 10_000],
  ["source_url", 2_048],
];

test("the seventeen fields of a webhook, in their order", () => {
  expect(PAYLOAD_KEYS.join(", ")).toBe(
    "alert_id, alert_title, category, description, di_event, event_description, initiated_by, occurred_at, previous_alert_status, priority, rule_id, source_id, source_name, source_type, source_url, status, update_at",
  );
});

describe("length, in code points", () => {
  test.each(LIMITS)("%s takes %i characters", (field, limit) => {
    for (const character of ["a", "🔔"]) {
      const alert = { ...title, [field]: character.repeat(limit) };
      expect(alertInputSchema.parse(alert)).toEqual(alert);
    }
  });

  test.each(LIMITS)("%s refuses more than %i characters", (field, limit) => {
    const message = `${field} may have at most ${limit.toLocaleString("en")} characters.`;
    for (const character of ["a", "🔔"]) {
      const alert = { ...title, [field]: character.repeat(limit + 1) };
      expect(refusalOf(alertInputSchema, alert)).toEqual([{ path: field, message }]);
    }
  });
});

describe("in any text field", () => {
  test.each(LIMITS)("%s refuses half of a surrogate pair", (field) => {
    const message = `${field} contains half of a surrogate pair, which is not a character.`;
    for (const half of ["\ud83d", "a\udd14b"])
      expect(refusalOf(alertInputSchema, { ...title, [field]: half })).toEqual([{ path: field, message }]);
  });

  test.each(LIMITS)("%s refuses what is not a string", (field) => {
    for (const value of [7, true, ["a"], { a: 1 }])
      expect(refusalOf(alertInputSchema, { ...title, [field]: value })).toEqual([
        { path: field, message: `${field} must be a string.` },
      ]);
  });

  test.each([...PAYLOAD_KEYS, "details", "idempotency_key"])("%s: null is taken, as absent is", (field) => {
    expect(alertInputSchema.safeParse({ ...title, [field]: null }).success).toBe(true);
  });
});

const HIDDEN = "alert_id contains a control, line-separator or text-direction character: leave it out.";
const WHITE_SPACE =
  "alert_id begins or ends with white space: remove it, or two ids that look alike are two alerts.";

describe("alert_id", () => {
  test.each(["a", "disk/1", "...", ".a", "%2e", "a b", "🔔", "<script>"])("takes %j", (alertId) => {
    expect(alertInputSchema.parse({ ...title, alert_id: alertId })).toEqual({ ...title, alert_id: alertId });
  });

  test.each<readonly [string, string]>([
    ["", "alert_id must not be empty: leave it out to get a new one."],
    [".", 'alert_id must not be "." or "..".'],
    ["..", 'alert_id must not be "." or "..".'],
    ...["a\u0000b", "a\nb", "a\u007f", "a\u0085", "a\u2028b", "a\u2029b"].map((id) => [id, HIDDEN] as const),
    ...["a\u202eb", "\u2066a", "a\u200f", "a\u061cb"].map((id) => [id, HIDDEN] as const),
    ...[" a", "a ", "\u00a0a", "a\u3000", "\ufeffa"].map((id) => [id, WHITE_SPACE] as const),
    ["tocsin:channel", 'alert_id must not begin with "tocsin:": those are Tocsin\'s own alerts.'],
  ])("refuses %j", (alertId, message) => {
    expect(refusalOf(alertInputSchema, { ...title, alert_id: alertId })).toEqual([
      { path: "alert_id", message },
    ]);
  });
});

test.each(["", "   ", "\n\t"])("a title of %j is blank", (blank) => {
  expect(refusalOf(alertInputSchema, { alert_title: blank })).toEqual([
    { path: "alert_title", message: "alert_title must not be blank." },
  ]);
});

test.each(["", "a\u0000b", "a\nb"])("%j is no idempotency key", (key) => {
  expect(refusalOf(alertInputSchema, { ...title, idempotency_key: key })).toMatchObject([
    { path: "idempotency_key" },
  ]);
});

test("other text may hold control characters and line breaks", () => {
  const alert = { alert_title: "a\tb", description: "line\nline\u0000", source_url: "not a url" };
  expect(alertInputSchema.parse(alert)).toEqual(alert);
});

describe("closed sets", () => {
  test.each(PRIORITIES)("priority %s", (priority) => {
    expect(alertInputSchema.parse({ ...title, priority })).toEqual({ ...title, priority });
  });

  test.each(STATUSES)("status %s, now and before", (status) => {
    const alert = { ...title, status, previous_alert_status: status };
    expect(alertInputSchema.parse(alert)).toEqual(alert);
  });

  test.each([
    ["priority", "critical", "Use one of Critical, High, Medium, Low."],
    ["priority", 1, "Use one of Critical, High, Medium, Low."],
    ["status", "open", "Use one of Open, Acknowledged, Resolved, Auto-Resolved."],
    ["status", "", "Use one of Open, Acknowledged, Resolved, Auto-Resolved."],
    ["previous_alert_status", "Closed", "Use one of Open, Acknowledged, Resolved, Auto-Resolved."],
  ])("%s %j is none", (field, value, message) => {
    expect(refusalOf(alertInputSchema, { ...title, [field]: value })).toEqual([{ path: field, message }]);
  });
});

test.each(["occurred_at", "update_at"])("%s comes out in UTC", (field) => {
  const alert = { ...title, [field]: "2026-11-24T06:22:48.1234+05:30" };
  expect(alertInputSchema.parse(alert)).toEqual({ ...title, [field]: "2026-11-24T00:52:48.123Z" });
});

describe("a key that is not known is a typo, and named", () => {
  test.each([
    "title",
    "updated_at",
    "Alert_title",
    "alert_title ",
    "",
    "__proto__",
    "constructor",
    "toString",
    "hasOwnProperty",
  ])("%j", (key) => {
    const alert = JSON.parse(`{"alert_title": "Disk full", ${JSON.stringify(key)}: 1}`);
    expect(refusalOf(alertInputSchema, alert)).toEqual([
      { path: key, message: `"${key}" is not a known field: check its spelling or leave it out.` },
    ]);
  });

  test("all of them at once, beside the other faults", () => {
    expect(
      refusalOf(alertInputSchema, { alert_titel: "Disk full", prio: "High", status: "open" })
        .map(({ path }) => path)
        .sort(),
    ).toEqual(["alert_titel", "prio", "status"]);
  });
});

test.each([null, [], [title], "Disk full", 7, true])("%j is no alert", (value) => {
  expect(refusalOf(alertInputSchema, value)).toEqual([
    { path: "", message: "An alert must be a JSON object with at least alert_title." },
  ]);
});
