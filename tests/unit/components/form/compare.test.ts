import { describe, expect, test } from "vitest";
import { cardFields, withCardOf } from "#components/access-requests/compared-cards.ts";
import { CHANNEL_FIELDS } from "#components/channels/form/compared-fields.ts";
import { parts } from "#components/channels/form/later-parts.ts";
import { type ChannelValues, newValues } from "#components/channels/form/values.ts";
import { type ComparedField, compare, copy, isSame, merge } from "#components/form/compare.ts";
import { ruleFields } from "#components/rules/form/compared-fields.ts";
import { newValues as newRuleValues } from "#components/rules/form/values.ts";

type Values = { name: string; url: string };
const fields: ComparedField<Values>[] = [
  {
    name: "name",
    label: "Name",
    of: ({ name }) => name,
    inWords: ({ name }) => name,
    put: (into, { name }) => ({ ...into, name }),
  },
  {
    name: "url",
    label: "URL",
    of: ({ url }) => url,
    inWords: ({ url }) => url,
    put: (into, { url }) => ({ ...into, url }),
  },
];
const base: Values = { name: "A", url: "u" };

describe("two versions of the same settings", () => {
  test.each<[string, Partial<Values>, Partial<Values>, ReturnType<typeof compare>]>([
    ["nobody changed anything", {}, {}, { contested: [], mine: [], theirs: [] }],
    ["only they changed something", { name: "B" }, {}, { contested: [], mine: [], theirs: ["Name"] }],
    ["only I changed something", {}, { name: "C" }, { contested: [], mine: ["name"], theirs: [] }],
    [
      "each changed another field",
      { name: "B" },
      { url: "v" },
      { contested: [], mine: ["url"], theirs: ["Name"] },
    ],
    ["both made the same change", { name: "B" }, { name: "B" }, { contested: [], mine: [], theirs: [] }],
    [
      "both changed a field to different values",
      { name: "B" },
      { name: "C" },
      { contested: [{ name: "name", label: "Name", theirs: "B", mine: "C" }], mine: [], theirs: [] },
    ],
  ])("%s", (_, theirs, mine, expected) => {
    expect(compare(fields, { base, theirs: { ...base, ...theirs }, mine: { ...base, ...mine } })).toEqual(
      expected,
    );
  });

  test.each([
    [{ a: 1, b: [1, { c: 2 }] }, { b: [1, { c: 2 }], a: 1 }, true],
    [{ a: 1, b: undefined }, { a: 1 }, true],
    [{ a: [] }, { a: {} }, false],
    [[1, 2], [2, 1], false],
    [[1], [1, undefined], false],
    [null, {}, false],
    [null, null, true],
  ])("%j and %j are the same: %s", (a, b, same) => {
    expect(isSame(a, b)).toBe(same);
    expect(isSame(b, a)).toBe(same);
  });
});

describe("the merge of two versions", () => {
  test.each<[string, Partial<Values>, Partial<Values>, Partial<Values>]>([
    ["has their change", { name: "B" }, {}, { name: "B" }],
    ["has my change", {}, { name: "C" }, { name: "C" }],
    ["has the changes of both", { name: "B" }, { url: "v" }, { name: "B", url: "v" }],
    ["has mine of what both changed", { name: "B", url: "w" }, { name: "C" }, { name: "C", url: "w" }],
  ])("%s", (_, theirs, mine, expected) => {
    const versions = { base, theirs: { ...base, ...theirs }, mine: { ...base, ...mine } };
    const before = structuredClone(versions);
    expect(merge(fields, versions)).toEqual({ ...base, ...expected });
    expect(versions).toEqual(before);
  });

  const header = (name: string) => ({ name, value: "v", sensitive: false });
  const [a, b, c] = [header("A"), header("B"), header("C")];
  test.each([
    ["added by me", [a], [a], [a, b], [a, b]],
    ["added by them", [a], [a, b], [a], [a, b]],
    ["removed by me", [a, b], [a, b], [a], [a]],
    ["removed by them", [a, b], [a], [a, b], [a]],
    ["added by both", [a], [a, b], [a, c], [a, c]],
  ])("has the right rows of a webhook: %s", (_, before, theirs, mine, expected) => {
    const withHeaders = (headers: typeof before) => ({ ...newValues(), headers });
    const versions = {
      base: withHeaders(before),
      theirs: { ...withHeaders(theirs), name: "Renamed" },
      mine: withHeaders(mine),
    };
    expect(merge(CHANNEL_FIELDS, versions)).toEqual({ ...withHeaders(expected), name: "Renamed" });
  });
});

describe("a webhook's versions in words", () => {
  const SECRET = "s3cret-value";
  const withSecrets: ChannelValues = {
    ...newValues(),
    name: "Jira",
    url: `https://api.example.com/hook/${SECRET}`,
    url_secrets: [{ replacement: "TOKEN", value: SECRET }],
    auth: { type: "basic", username: "ada", password: SECRET },
    headers: [
      { name: "X-Key", value: SECRET, sensitive: true },
      { name: "X-Team", value: "blue", sensitive: false },
    ],
    format: { type: "pagerduty", routing_key: SECRET },
  };

  test("never name a secret", async () => {
    await parts.load();
    const words = Object.fromEntries(
      CHANNEL_FIELDS.map(({ label, inWords }) => [label, inWords(withSecrets)]),
    );
    expect(JSON.stringify(words)).not.toContain(SECRET);
    expect(words).toMatchObject({
      Format: "PagerDuty; Integration Key (new value)",
      URL: "https://api.example.com/hook/{{TOKEN}}",
      "Protect sensitive data in the URL": "{{TOKEN}} (new value)",
      Authentication: "Basic, ada (new value)",
      Headers: "X-Key (new value), X-Team: blue",
    });
  });

  test("name a format with its fields, and only the length of its template", async () => {
    await parts.load();
    const format = CHANNEL_FIELDS.find(({ name }) => name === "format");
    const inWords = (given: ChannelValues["format"]) => format?.inWords({ ...newValues(), format: given });
    expect(inWords({ type: "telegram", chat_id: "-100" })).toBe("Telegram; Chat: -100");
    expect(inWords({ type: "template", template: "{{ alert_title }}" })).toBe(
      "Template; Template of 17 characters",
    );
  });

  test("hide the secret of a pasted URL of the format's receiver", async () => {
    await parts.load();
    const url = CHANNEL_FIELDS.find(({ name }) => name === "url");
    const typed = "https://hooks.slack.com/services/T0/B0/s3cr3tT0ken";
    expect(url?.inWords({ ...newValues(), url: typed, format: { type: "slack" } })).toBe(
      "https://hooks.slack.com/services/T0/B0/{{SECRET}}",
    );
  });

  test("say so if only a secret differs", () => {
    const auth = (token: string) => ({ ...newValues(), auth: { type: "token" as const, token } });
    const { contested } = compare(CHANNEL_FIELDS, {
      base: newValues(),
      theirs: auth("one"),
      mine: auth("two"),
    });
    expect(contested).toEqual([
      {
        name: "auth",
        label: "Authentication",
        theirs: "Token (new value)",
        mine: "Token (new value) (changed)",
      },
    ]);
  });

  test("cover every setting", () => {
    expect(CHANNEL_FIELDS.map(({ name }) => name).sort()).toEqual(Object.keys(newValues()).sort());
  });
});

describe("a rule's versions in words", () => {
  const rule = ruleFields({ channels: [{ id: "chn_1", name: "Jira", health: "ok" as never }] });

  const conditions = [{ field: "status", operator: "is" as const, value: "down" }];

  test("cover every setting", () => {
    const blank = Object.fromEntries(Object.keys(newRuleValues()).map((name) => [name, undefined]));
    const names = rule.map(({ name }) => name);
    expect(copy(rule, names, { into: blank as never, from: newRuleValues() })).toEqual(newRuleValues());
  });

  test("are merged with the condition that only I added", () => {
    const mine = { ...newRuleValues(), filters: { match: "all" as const, conditions } };
    const versions = { base: newRuleValues(), theirs: { ...newRuleValues(), name: "Renamed" }, mine };
    expect(merge(rule, versions)).toEqual({ ...mine, name: "Renamed" });
  });

  test("hold either my conditions or their expression, never both", () => {
    const mine = { ...newRuleValues(), filters: { match: "all" as const, conditions } };
    const theirs = { ...newRuleValues(), expression: "true" };
    const versions = { base: newRuleValues(), theirs, mine };
    expect(compare(rule, versions).contested.map(({ label }) => label)).toEqual(["Filter by Fields"]);
    expect(merge(rule, versions)).toEqual(mine);
    expect(copy(rule, ["filters"], { into: mine, from: theirs })).toEqual(theirs);
  });

  test("call channels by their names", () => {
    const { contested } = compare(rule, {
      base: newRuleValues(),
      theirs: { ...newRuleValues(), channels: "all" },
      mine: { ...newRuleValues(), channels: ["chn_1", "chn_gone"] },
    });
    expect(contested).toEqual([
      { name: "channels", label: "Channels", theirs: "All", mine: "Jira, A deleted channel" },
    ]);
  });
});

describe("the cards of Access Requests", () => {
  const card = (channel_id: string, ...events: string[]) => ({ channel_id, events: events as never[] });
  const [created, decided] = [
    "access_management_access_request",
    "access_management_access_request_approval",
  ] as const;
  const channels = [{ id: "a", name: "Jira" }];

  test("are compared one by one, including a removed one", () => {
    const versions = {
      base: { channels: [card("a", created)] },
      theirs: { channels: [] },
      mine: { channels: [card("a", decided, created), card("b", created)] },
    };
    expect(compare(cardFields(Object.values(versions), channels), versions)).toEqual({
      contested: [
        {
          name: "a",
          label: "Jira",
          theirs: "Not notified",
          mine: "Request approved or denied, Request created",
        },
      ],
      mine: ["b"],
      theirs: [],
    });
  });

  test.each([
    ["I added two", [card("c")], [card("c")], [card("a"), card("b"), card("c")], ["a", "b", "c"]],
    ["they added one", [], [card("b")], [], ["b"]],
    ["each added one", [], [card("b")], [card("a")], ["a", "b"]],
    ["I removed one, they added one", [card("a")], [card("b"), card("a")], [], ["b"]],
    ["they removed one, I added one", [card("a")], [], [card("b"), card("a")], ["b"]],
    ["they removed the one that I changed", [card("a")], [], [card("a", created)], ["a"]],
  ])("are merged by channel: %s", (_, before, theirs, mine, expected) => {
    const versions = { base: { channels: before }, theirs: { channels: theirs }, mine: { channels: mine } };
    const merged = merge(cardFields(Object.values(versions).toReversed(), channels), versions);
    expect(merged.channels.map(({ channel_id }) => channel_id)).toEqual(expected);
  });

  test("can be taken over one by one", () => {
    const mine = { channels: [card("a", created), card("b", created)] };
    expect(withCardOf(mine, "a", { channels: [card("a", decided)] })).toEqual([
      card("a", decided),
      card("b", created),
    ]);
    expect(withCardOf(mine, "b", { channels: [] })).toEqual([card("a", created)]);
    expect(withCardOf(mine, "c", { channels: [card("c", decided)] })[0]).toEqual(card("c", decided));
  });
});
