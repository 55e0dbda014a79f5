import { describe, expect, test } from "vitest";
import {
  channelChangesSchema,
  channelSettingsSchema,
  newChannelSchema,
} from "#lib/domain/channel/channel-schema.ts";
import { defaultRetrySchedule } from "#lib/domain/delivery/retry.ts";
import { IS_MASK } from "#lib/domain/secret.ts";
import { refusalOf } from "../../refusal.ts";

/** A URL of so many characters. */
const urlOf = (length: number, filler = "a"): string => {
  const start = "https://example.com/";
  return start + filler.repeat(length - start.length);
};

const given = { name: "Jira", url: "https://example.com/hook" };
const channel = (fields: object) => ({ ...given, ...fields });

describe("a URL that can be sent to", () => {
  test.each([
    "https://example.com",
    "http://example.com/hook",
    "HTTPS://Example.COM/Hook?a=1&b=2",
    "http://127.0.0.1:8080/hook",
    "http://[::1]:8080/",
    "https://xn--bcher-kva.example/",
    "https://bücher.example/ä?ö=ü",
    "https://example.com/a%20b%zz",
    "https://example.com/{a}/{b",
    "https://example.com/@user",
    "https://example.com/?to=a@b.example",
    urlOf(2_048),
    // Sent as 12 characters each.
    `${urlOf(2_048 - 12 * 100)}${"🔔".repeat(100)}`,
  ])("%s", (url) => {
    expect(newChannelSchema.parse(channel({ url: `  ${url}\n` })).url).toBe(url);
  });
});

describe("a URL with a fault", () => {
  const scheme = "Enter a URL that starts with https:// or http://.";
  const whole = "This is not a complete URL: enter one such as https://example.com/hook.";
  const blanks = "A URL has no spaces or line breaks: remove them or write %20.";
  const user = "A URL can't hold a user name or password: enter them under Authentication.";
  const fragment = "A #fragment is never sent: remove the # and everything after it.";
  const backslash = "A URL has no backslashes: write / or %5C.";

  test.each([
    ["example.com/hook", scheme],
    ["//example.com/hook", scheme],
    ["ftp://example.com/", scheme],
    ["javascript:alert(1)", scheme],
    ["file:///etc/passwd", scheme],
    ["https:example.com", scheme],
    ["https:/example.com", scheme],
    ["https://", whole],
    ["https:///hook", whole],
    ["https://?a", whole],
    ["http://[::1", whole],
    ["https://example.com:99999/", whole],
    ["https://exa mple.com/", blanks],
    ["https://example.com/a b", blanks],
    ["https://example.com/a\nb", blanks],
    ["https://exam\tple.com/", blanks],
    ["https://example.com/\u0000", blanks],
    ["https://example.com/\u00a0b", blanks],
    ["https://example.com/\u2028b", blanks],
    ["https://example.com/\ud83d", "The URL contains half of a surrogate pair, which is not a character."],
    ["https://example.com\\@evil.example/", backslash],
    ["https://example.com/a\\b", backslash],
    ["https://ada@example.com/", user],
    ["https://ada:secret@example.com/", user],
    ["https://:secret@example.com/", user],
    ["https://@example.com/", user],
    ["https://example.com/#part", fragment],
    ["https://example.com/#", fragment],
    ["https://example.com/{{TOKEN}}", "{{TOKEN}} has no row below: add one with its sensitive value."],
    ["https://example.com/?a={{}}", "A placeholder is {{Name}} with letters, digits, _ and - only."],
    [urlOf(2_049), "A URL may have at most 2,048 characters."],
    [`${urlOf(2_049 - 12 * 100)}${"🔔".repeat(100)}`, "A URL may have at most 2,048 characters."],
    [urlOf(100_000, "🔔"), "A URL may have at most 2,048 characters."],
    ...["https://example.com:0/", "http://example.com:00/hook", "http://[::1]:0"].map((url) => [
      url,
      "Nothing listens on port 0: enter the receiver's port, or none.",
    ]),
  ])("%j", (url, sentence) => {
    expect(refusalOf(newChannelSchema, channel({ url }))).toEqual([{ path: "url", message: sentence }]);
  });

  test.each(["https://{{HOST}}/x", "{{SCHEME}}://example.com/", "https://example.com:{{PORT}}/"])(
    "a placeholder before the path: %s",
    (url) => {
      const rows = [...url.matchAll(/\{\{(\w+)\}\}/g)].map(([, replacement]) => ({
        replacement,
        value: "s3cret",
      }));
      expect(refusalOf(newChannelSchema, channel({ url, url_secrets: rows }))).toContainEqual({
        path: "url",
        message: expect.stringMatching(/^[A-Z{].*\.$/),
      });
    },
  );

  test.each([undefined, null, "", "  "])("%j is none at all", (url) => {
    expect(refusalOf(newChannelSchema, channel({ url }))).toEqual([
      { path: "url", message: "URL is required." },
    ]);
  });
});

describe("a new channel", () => {
  test("gets the defaults for what is left out", () => {
    expect(newChannelSchema.parse(given)).toEqual({
      ...given,
      format: { type: "alert" },
      enabled: true,
      verify_ssl: true,
      url_secrets: [],
      auth: { type: "none" },
      headers: [],
      retry_schedule: [...defaultRetrySchedule],
      max_in_flight: 16,
      auto_disable: true,
    });
  });

  test.each([
    ["name", "🔔".repeat(100)],
    ["enabled", false],
    ["verify_ssl", false],
    ["retry_schedule", []],
    ["retry_schedule", Array(12).fill(604_800)],
    ["max_in_flight", 1],
    ["max_in_flight", 256],
    ["auto_disable", false],
  ])("%s may be %j", (field, value) => {
    expect(newChannelSchema.parse(channel({ [field]: value }))).toMatchObject({ [field]: value });
  });

  test("its name is trimmed", () => {
    expect(newChannelSchema.parse(channel({ name: "  Jira  " })).name).toBe("Jira");
  });

  test.each([
    ["name", "", "name", "Name is required."],
    ["name", undefined, "name", "Name is required."],
    ["name", null, "name", "Name is required."],
    ["name", "a".repeat(101), "name", "Name may have at most 100 characters."],
    ["name", "a\u0007", "name", "Name contains a control character: retype it."],
    ["url", undefined, "url", "URL is required."],
    ["url", 7, "url", "URL is required."],
    ["url", `https://example.com/${"x".repeat(100_000)}`, "url", "A URL may have at most 2,048 characters."],
    ["enabled", "yes", "enabled", "enabled must be true or false."],
    ["verify_ssl", 1, "verify_ssl", "verify_ssl must be true or false."],
    ["url_secrets", {}, "url_secrets", "url_secrets must be a list."],
    ["headers", "X-A: b", "headers", "headers must be a list."],
    ["auth", "none", "auth", "Authentication is none, basic or token."],
    ["retry_schedule", [0], "retry_schedule[0]", "A delay is at least 1 second."],
    ["retry_schedule", [5, 604_801], "retry_schedule[1]", "A delay is at most 7 days (604800 seconds)."],
    ["retry_schedule", [1.5], "retry_schedule[0]", "Each delay is a whole number of seconds."],
    ["retry_schedule", ["5"], "retry_schedule[0]", "Each delay is a whole number of seconds."],
    ["retry_schedule", "5", "retry_schedule", "The retry schedule is a list of delays in seconds."],
    ["retry_schedule", Array(13).fill(1), "retry_schedule", "A retry schedule has at most 12 delays."],
    ["max_in_flight", 0, "max_in_flight", "Max in flight must be at least 1."],
    ["max_in_flight", 257, "max_in_flight", "Max in flight must be at most 256."],
    ["max_in_flight", 1.5, "max_in_flight", "Max in flight must be a whole number."],
    ["max_in_flight", "16", "max_in_flight", "Max in flight must be a whole number."],
    ["auto_disable", 1, "auto_disable", "auto_disable must be true or false."],
  ])("%s %j is refused at %s", (field, value, path, message) => {
    expect(refusalOf(newChannelSchema, channel({ [field]: value }))).toEqual([{ path, message }]);
  });

  test.each(["id", "version", "signing_secret", "certificate", "__proto__"])(
    "does not take a member %j",
    (member) => {
      const input = JSON.parse(JSON.stringify(given).replace("}", `,${JSON.stringify(member)}:1}`));
      expect(refusalOf(newChannelSchema, input)).toEqual([
        { path: member, message: `"${member}" is not a known field: check its spelling or leave it out.` },
      ]);
    },
  );
});

describe("Protect sensitive data in the URL", () => {
  const row = (fields: object = {}) => ({ replacement: "TOKEN", value: "s3cret", ...fields });
  const protecting = (...rows: unknown[]) =>
    channel({ url: "https://example.com/{{TOKEN}}", url_secrets: rows });
  const pattern = "A Replacement Value has 1–50 letters, digits, _ and - only.";

  test.each([
    ["a replacement of one letter", "x"],
    ["a replacement of 50 characters", "x".repeat(50)],
    ["all that a replacement may be of", "AZaz09_-"],
  ])("%s", (_, replacement) => {
    const url = `https://example.com/{{${replacement}}}`;
    expect(newChannelSchema.parse(channel({ url, url_secrets: [row({ replacement })] })).url_secrets).toEqual(
      [row({ replacement })],
    );
  });

  test.each([
    ["4 characters", "abcd"],
    ["4 characters beyond the BMP", "🔔🔕🔔🔕"],
    ["1,024 characters", "x".repeat(1_024)],
    ["1,024 characters beyond the BMP", "🔔".repeat(1_024)],
  ])("a value of %s", (_, value) => {
    expect(newChannelSchema.parse(protecting(row({ value }))).url_secrets).toEqual([row({ value })]);
  });

  test("10 rows, and their sensitive values as they are, untrimmed", () => {
    const rows = Array.from({ length: 10 }, (_, at) => ({ replacement: `T${at}`, value: `s3cret-${at}` }));
    const url = `https://example.com/${rows.map(({ value }) => value).join("/")}`;
    expect(newChannelSchema.parse(channel({ url, url_secrets: rows })).url_secrets).toEqual(rows);
  });

  test("11 rows are refused as a whole", () => {
    const rows = Array.from({ length: 11 }, (_, at) => ({ replacement: `T${at}`, value: `s3cret-${at}` }));
    const url = `https://example.com/${rows.map(({ value }) => value).join("/")}`;
    expect(refusalOf(newChannelSchema, channel({ url, url_secrets: rows }))).toContainEqual({
      path: "url_secrets",
      message: "A channel may have at most 10 rows of protected data.",
    });
  });

  test.each<[string, unknown, string, string]>([
    ["no replacement", { value: "s3cret" }, "replacement", "Replacement Value is required."],
    ["an empty replacement", row({ replacement: "" }), "replacement", "Replacement Value is required."],
    ["a replacement of 51 characters", row({ replacement: "x".repeat(51) }), "replacement", pattern],
    ["a replacement with a space", row({ replacement: "my token" }), "replacement", pattern],
    ["a replacement with braces", row({ replacement: "{{TOKEN}}" }), "replacement", pattern],
    ["a replacement of another script", row({ replacement: "ключ" }), "replacement", pattern],
    ["a replacement with a line break after it", row({ replacement: "TOKEN\n" }), "replacement", pattern],
    [
      "a value of 3 characters",
      row({ value: "abc" }),
      "value",
      "A Sensitive Value has at least 4 characters.",
    ],
    [
      "a value of 3 characters and 6 units",
      row({ value: "🔔🔔🔔" }),
      "value",
      "A Sensitive Value has at least 4 characters.",
    ],
    [
      "a value of 1,025 characters",
      row({ value: "x".repeat(1_025) }),
      "value",
      "A Sensitive Value may have at most 1,024 characters.",
    ],
    [
      "a value longer than any pattern",
      row({ value: "x".repeat(100_000) }),
      "value",
      "A Sensitive Value may have at most 1,024 characters.",
    ],
    ["a value that is no text", row({ value: 1_234 }), "value", "Sensitive Value must be a string."],
    ["no value", row({ value: undefined }), "value", "Enter the Sensitive Value, or delete this row."],
    ["an empty value", row({ value: "" }), "value", "Enter the Sensitive Value, or delete this row."],
    ["saved that is not true", row({ saved: false }), "saved", "saved is true or left out."],
    [
      "an unknown member",
      row({ sensitive: true }),
      "sensitive",
      '"sensitive" is not a known field: check its spelling or leave it out.',
    ],
  ])("%s is refused at its place", (_, bad, member, message) => {
    const issues = refusalOf(newChannelSchema, protecting(bad));
    expect(issues).toContainEqual({ path: `url_secrets[0].${member}`, message });
    for (const { path } of issues) expect(path).toMatch(/^url_secrets\[0\]\.|^url$/);
  });

  test("a replacement is used once; another case is another one", () => {
    expect(refusalOf(newChannelSchema, protecting(row(), row({ value: "another" })))).toEqual([
      { path: "url_secrets[1].replacement", message: "{{TOKEN}} is used by a row above: choose another." },
    ]);
    const url = "https://example.com/{{TOKEN}}/{{token}}";
    const rows = [row(), row({ replacement: "token", value: "another" })];
    expect(newChannelSchema.parse(channel({ url, url_secrets: rows })).url_secrets).toEqual(rows);
  });

  test.each(["••••", "****", "•*•*•", "<secret>"])("the mask %s is refused as a value", (value) => {
    const path = "url_secrets[0].value";
    expect(refusalOf(newChannelSchema, protecting(row({ value })))).toContainEqual({
      path,
      message: IS_MASK,
    });
  });

  test("a value that makes a dot segment is a fault at its row", () => {
    const message =
      "This value makes a path segment . or .. in the URL, which leads to another path: enter it without dots.";
    expect(refusalOf(newChannelSchema, protecting(row({ value: "%2e%2e" })))).toEqual([
      { path: "url_secrets[0].value", message },
    ]);
  });

  test("a value that is not in the URL is a fault at its row, by its index", () => {
    expect(
      refusalOf(newChannelSchema, protecting(row(), row({ replacement: "B", value: "missing" }))),
    ).toEqual([
      {
        path: "url_secrets[1].value",
        message: "Neither this value nor {{B}} occurs in the URL: check it, or delete this row.",
      },
    ]);
  });
});

describe("Authentication", () => {
  test("takes a Username alone, with an empty Password", () => {
    const auth = { type: "basic", username: "key", password: "" };
    expect(newChannelSchema.parse(channel({ auth })).auth).toEqual(auth);
  });

  test.each<[object, string, string]>([
    [
      { type: "basic", username: "ada" },
      "auth.password",
      "Password is missing: enter it, or give an empty one.",
    ],
    [{ type: "token" }, "auth.token", "Auth Token is required."],
    [{ type: "token", token: "" }, "auth.token", "Auth Token is required."],
    [{ type: "basic", password: "pw" }, "auth.username", "Username is required."],
  ])("%j is refused", (auth, path, message) => {
    expect(refusalOf(newChannelSchema, channel({ auth }))).toEqual([{ path, message }]);
  });

  test("sets Authorization, so that a header of that name is refused beside it, in any case", () => {
    const headers = [{ name: "AUTHORIZATION", value: "v" }];
    for (const auth of [
      { type: "token", token: "t" },
      { type: "basic", username: "ada", password: "pw" },
    ])
      expect(refusalOf(newChannelSchema, channel({ auth, headers }))).toEqual([
        {
          path: "headers[0].name",
          message: "Authentication sets this header: choose None there, or remove this row.",
        },
      ]);
    expect(newChannelSchema.parse(channel({ headers })).headers).toMatchObject(headers);
  });
});

describe("Headers", () => {
  const rows = (count: number) => Array.from({ length: count }, (_, at) => ({ name: `X-${at}`, value: "v" }));

  test("25 are taken, 26 are not", () => {
    expect(newChannelSchema.parse(channel({ headers: rows(25) })).headers).toHaveLength(25);
    expect(refusalOf(newChannelSchema, channel({ headers: rows(26) }))).toContainEqual({
      path: "headers",
      message: "A channel may have at most 25 headers.",
    });
  });

  test("a key is used once, whatever its case", () => {
    const headers = [
      { name: "X-A", value: "v" },
      { name: "X-B", value: "v" },
      { name: "x-a", value: "v" },
    ];
    expect(refusalOf(newChannelSchema, channel({ headers }))).toEqual([
      { path: "headers[2].name", message: "A row above has the same key: remove one." },
    ]);
  });

  test.each([undefined, "", "   "])("a value of %j is none", (value) => {
    for (const sensitive of [true, false])
      expect(refusalOf(newChannelSchema, channel({ headers: [{ name: "X-A", value, sensitive }] }))).toEqual([
        { path: "headers[0].value", message: "Value is required: enter it, or delete this row." },
      ]);
  });
});

describe("no sentence tells a value", () => {
  test.each<[string, object]>([
    ["a URL secret that is nowhere", { url_secrets: [{ replacement: "A", value: "hunter2-hunter2" }] }],
    ["a URL secret with a space", { url_secrets: [{ replacement: "A", value: "hunter2 hunter2" }] }],
    ["a URL secret that is too long", { url_secrets: [{ replacement: "A", value: "hunter2".repeat(200) }] }],
    ["a password with a line break", { auth: { type: "basic", username: "a", password: "hunter2\n" } }],
    ["a token with a space", { auth: { type: "token", token: "hunter2 hunter2" } }],
    ["a token beyond Latin-1", { auth: { type: "token", token: "hunter2ключ" } }],
    ["a header with a tab", { headers: [{ name: "X-A", value: "hunter2\thunter2", sensitive: true }] }],
    ["a header beyond Latin-1", { headers: [{ name: "X-A", value: "hunter2€", sensitive: true }] }],
  ])("%s", (_, fields) => {
    const issues = refusalOf(newChannelSchema, channel(fields));
    expect(issues.length).toBeGreaterThan(0);
    expect(JSON.stringify(issues)).not.toContain("hunter2");
  });
});

describe("changes of a channel", () => {
  test.each([
    {},
    { name: "Jira" },
    { enabled: false },
    { version: 3 },
    { auth: { type: "token", saved: true } },
    { url_secrets: [{ replacement: "T", saved: true }] },
  ])("%j are taken as they are", (changes) => {
    expect(channelChangesSchema.parse(changes)).toEqual(changes);
  });

  test("defaults are not filled in: what is left out stays", () => {
    expect(Object.keys(channelChangesSchema.parse({ name: "Jira" }))).toEqual(["name"]);
  });

  test.each([
    ["name", ""],
    ["name", null],
    ["url", ""],
    ["url", null],
    ["auth", null],
    ["headers", null],
    ["url_secrets", null],
    ["version", "1"],
    ["version", 1.5],
    ["signing_secret", "whsec_x"],
    ["created_at", "2026-01-01T00:00:00Z"],
  ])("%s %j is refused there", (member, value) => {
    expect(refusalOf(channelChangesSchema, { [member]: value })).toMatchObject([{ path: member }]);
  });
});

test("all settings together are judged as a new channel's are", () => {
  const whole = newChannelSchema.parse(given);
  expect(channelSettingsSchema.parse(whole)).toEqual(whole);
  expect(refusalOf(channelSettingsSchema, { ...whole, url: "example.com" })).toEqual([
    { path: "url", message: "Enter a URL that starts with https:// or http://." },
  ]);
});
