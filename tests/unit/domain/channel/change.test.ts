import { describe, expect, test } from "vitest";
import { isOtherHost, secretName, settle, switched, withChanges } from "#lib/domain/channel/change.ts";
import type { ChannelView } from "#lib/domain/channel/channel.ts";
import type { ChannelSettings } from "#lib/domain/channel/channel-schema.ts";
import { settingsOf } from "#lib/domain/channel/shown-settings.ts";
import { ALERT_FORMAT } from "#lib/domain/format/format.ts";

/** A saved channel with a secret of every kind. */
const stored: ChannelView = {
  id: "chn_1",
  name: "Jira",
  enabled: true,
  disabledReason: null,
  health: "healthy",
  failingSince: null,
  refusingSince: null,
  refusal: null,
  onlyFailuresSince: null,
  heldUntil: null,
  url: "https://jira.example.com/hook/{{TOKEN}}?key={{KEY}}",
  verifySsl: true,
  urlSecrets: ["TOKEN", "KEY"],
  auth: { type: "basic", username: "ada" },
  headers: [
    { name: "X-Team", value: "ops", sensitive: false },
    { name: "X-Api-Key", value: null, sensitive: true },
  ],
  format: ALERT_FORMAT,
  retrySchedule: [5, 30],
  maxInFlight: 16,
  autoDisable: true,
  certificate: { pinned: null, offered: null },
  previousSecretUntil: null,
  version: 3,
  createdAt: 1,
  updatedAt: 2,
};
const verifyOff: ChannelView = { ...stored, verifySsl: false };
const withToken: ChannelView = { ...stored, auth: { type: "token" } };

/** What is saved stays, but for `changes`. */
const changed = (changes: Partial<ChannelSettings>, from = stored) =>
  settle(withChanges(from, changes), from);

const SAVED_AT = ["url_secrets[0].value", "url_secrets[1].value", "auth.password", "headers[1].value"];
const SAVED_NAMES = ["url:TOKEN", "url:KEY", "auth", "header:x-api-key"];
const MOVED = "The URL changed: enter this again or delete it, so that it goes only where you mean it to.";
const ADMITS =
  "Verify SSL Certificate was switched on, which admits self-signed certificates: enter this again or delete it.";
const NOT_SAVED = "Nothing is saved under this name: enter the value.";

test("settings as they are given back keep everything", () => {
  expect(settingsOf(stored)).toEqual({
    name: "Jira",
    enabled: true,
    url: stored.url,
    verify_ssl: true,
    url_secrets: [
      { replacement: "TOKEN", saved: true },
      { replacement: "KEY", saved: true },
    ],
    auth: { type: "basic", username: "ada", saved: true },
    headers: [
      { name: "X-Team", value: "ops", sensitive: false },
      { name: "X-Api-Key", sensitive: true, saved: true },
    ],
    format: { type: "alert" },
    retry_schedule: [5, 30],
    max_in_flight: 16,
    auto_disable: true,
  });
  const { channel, issues } = changed({});
  expect(issues).toEqual([]);
  expect([...channel.kept]).toEqual(SAVED_NAMES);
  expect(channel.secrets.size).toBe(0);
});

test("settle undoes settingsOf: every member of a channel's face comes back under its own name", () => {
  const { secrets: _, kept: __, ...face } = changed({}).channel;
  expect(stored).toMatchObject(face);
  expect(Object.keys(face)).toHaveLength(Object.keys(settingsOf(stored)).length);
});

describe("changes that leave the destination alone keep what is saved", () => {
  test.each<[string, Partial<ChannelSettings>]>([
    ["another name", { name: "Jira 2" }],
    ["disabled", { enabled: false }],
    ["Verify from on to off", { verify_ssl: false }],
    ["another schedule", { retry_schedule: [1] }],
    ["another limit", { max_in_flight: 1 }],
    ["the same URL", { url: stored.url }],
    [
      "one more plain header",
      { headers: [...settingsOf(stored).headers, { name: "X-New", value: "v", sensitive: false }] },
    ],
  ])("%s", (_, changes) => {
    const { channel, issues } = changed(changes);
    expect(issues).toEqual([]);
    expect([...channel.kept]).toEqual(SAVED_NAMES);
  });

  test("the order of rows and the case of a header's key count for nothing", () => {
    const { channel, issues } = changed({
      url_secrets: [
        { replacement: "KEY", saved: true },
        { replacement: "TOKEN", saved: true },
      ],
      headers: [{ name: "x-api-KEY", sensitive: true, saved: true }],
    });
    expect(issues).toEqual([]);
    expect(channel.kept).toEqual(new Set(SAVED_NAMES));
    expect(channel.headers).toEqual([{ name: "x-api-KEY", value: null, sensitive: true }]);
  });

  test("a row left out of a list that is given goes, with its secret", () => {
    const { channel, issues } = changed({ headers: [] });
    expect(issues).toEqual([]);
    expect([...channel.kept]).toEqual(SAVED_NAMES.slice(0, 3));
  });
});

describe("a URL that changes in any way names every saved secret at its field", () => {
  test.each([
    "https://jira.example.com/other/{{TOKEN}}?key={{KEY}}",
    "https://jira.example.com/hook/{{TOKEN}}?key={{KEY}}&a=1",
    "https://jira.example.com/hook/{{TOKEN}}/?key={{KEY}}",
    "https://jira.example.com/hook/{{KEY}}?key={{TOKEN}}",
    "https://jira.example.com/hook/{{TOKEN}}{{TOKEN}}?key={{KEY}}",
    "https://jira.example.com//hook/{{TOKEN}}?key={{KEY}}",
    "https://jira.example.com/%68ook/{{TOKEN}}?key={{KEY}}",
    "https://jira.example.com./hook/{{TOKEN}}?key={{KEY}}",
    "https://evil.example.com/hook/{{TOKEN}}?key={{KEY}}",
    "https://jira.example.com:8443/hook/{{TOKEN}}?key={{KEY}}",
    "http://jira.example.com/hook/{{TOKEN}}?key={{KEY}}",
  ])("%s", (url) => {
    const { issues } = changed({ url });
    expect(issues).toEqual(SAVED_AT.map((path) => ({ path, message: MOVED })));
  });

  test("also by way of the rows: a value that masks another part of it", () => {
    const from: ChannelView = {
      ...stored,
      url: "https://jira.example.com/hook/{{TOKEN}}",
      urlSecrets: ["TOKEN"],
    };
    const url_secrets = [
      { replacement: "TOKEN", saved: true as const },
      { replacement: "B", value: "hook" },
    ];
    const { issues } = changed({ url_secrets }, from);
    expect(issues.map(({ path }) => path)).toEqual([
      "url_secrets[0].value",
      "auth.password",
      "headers[1].value",
    ]);
  });

  test("what is entered again passes, what is left out is deleted", () => {
    const url = "https://evil.example.com/{{TOKEN}}";
    const { channel, issues } = changed({
      url,
      url_secrets: [{ replacement: "TOKEN", value: "new-s3cret" }],
      auth: { type: "basic", username: "ada", password: "new-pw" },
      headers: [],
    });
    expect(issues).toEqual([]);
    expect(Object.fromEntries(channel.secrets)).toEqual({ "url:TOKEN": "new-s3cret", auth: "new-pw" });
    expect(channel.kept.size).toBe(0);
  });

  test("what is entered again for one saves none of the others", () => {
    const { issues } = changed({
      url: `${stored.url}2`,
      auth: { type: "basic", username: "ada", password: "new" },
    });
    expect(issues.map(({ path }) => path)).toEqual(SAVED_AT.filter((path) => path !== "auth.password"));
  });
});

describe("another spelling of what is sent keeps what is saved, and is stored as it is sent", () => {
  test.each([
    "https://jira.example.com/./hook/{{TOKEN}}?key={{KEY}}",
    "https://JIRA.example.com/x/../hook/{{TOKEN}}?key={{KEY}}",
    "https://jira.example.com:443/hook/{{TOKEN}}?key={{KEY}}",
    "HTTPS://j%69ra.example.com/hook/{{TOKEN}}?key={{KEY}}",
  ])("%s", (url) => {
    const { channel, issues } = changed({ url });
    expect(issues).toEqual([]);
    expect([...channel.kept]).toEqual(SAVED_NAMES);
    expect(channel.url).toBe(stored.url);
  });
});

describe("a placeholder of the saved URL that gets a new value names every other saved secret", () => {
  const NEW_VALUE =
    "A sensitive value in the URL is new: enter this again or delete it, so that it goes only where you mean it to.";
  const rows = (...names: string[]): ChannelSettings["url_secrets"] =>
    ["TOKEN", "KEY"].map((replacement) =>
      names.includes(replacement) ? { replacement, value: "new-s3cret" } : { replacement, saved: true },
    );

  test.each([
    ["one", rows("TOKEN"), SAVED_AT.slice(1)],
    ["the other", rows("KEY"), SAVED_AT.filter((path) => path !== "url_secrets[1].value")],
    ["both", rows("TOKEN", "KEY"), SAVED_AT.slice(2)],
    [
      "one that is said to be saved too",
      [{ replacement: "TOKEN", value: "new-s3cret", saved: true as const }, ...rows("TOKEN").slice(1)],
      SAVED_AT.slice(1),
    ],
  ])("%s", (_, url_secrets, paths) => {
    expect(changed({ url_secrets }).issues).toEqual(paths.map((path) => ({ path, message: NEW_VALUE })));
  });

  test("the URL that is typed with the value in it counts as the same", () => {
    const url = "https://jira.example.com/hook/new-s3cret?key={{KEY}}";
    const { issues, channel } = changed({ url, url_secrets: rows("TOKEN") });
    expect(channel.url).toBe(stored.url);
    expect(issues).toEqual(SAVED_AT.slice(1).map((path) => ({ path, message: NEW_VALUE })));
  });

  test("passes once all are entered again or deleted", () => {
    const { channel, issues } = changed({
      url_secrets: rows("TOKEN", "KEY"),
      auth: { type: "basic", username: "ada", password: "" },
      headers: [],
    });
    expect(issues).toEqual([]);
    expect(channel.kept.size).toBe(0);
    expect(Object.fromEntries(channel.secrets)).toEqual({
      "url:TOKEN": "new-s3cret",
      "url:KEY": "new-s3cret",
      auth: "",
    });
  });
});

describe("an older URL that is not stored as it is sent", () => {
  const older: ChannelView = { ...stored, url: "https://jira.example.com/./hook/{{TOKEN}}?key={{KEY}}" };

  test("is the same destination while nobody edits it", () => {
    expect(changed({ name: "Jira 2" }, older).issues).toEqual([]);
    expect(changed({ url: older.url, headers: [] }, older).issues).toEqual([]);
  });

  test("is another one in another spelling, as what was saved for it may have gone elsewhere", () => {
    expect(changed({ url: stored.url }, older).issues).toHaveLength(SAVED_AT.length);
  });

  test("stays as it is where the channel is only switched", () => {
    const settled = switched(older, false);
    expect(settled).toMatchObject({ url: older.url, enabled: false });
    expect([...settled.kept]).toEqual(SAVED_NAMES);
    expect(settled.secrets.size).toBe(0);
  });
});

describe("Verify SSL Certificate from off to on", () => {
  test("names every saved secret", () => {
    const { issues } = changed({ verify_ssl: true }, verifyOff);
    expect(issues).toEqual(SAVED_AT.map((path) => ({ path, message: ADMITS })));
  });

  test("says so of a token too", () => {
    const { issues } = changed({ verify_ssl: true }, { ...withToken, verifySsl: false });
    expect(issues.map(({ path }) => path)).toContain("auth.token");
  });

  test("together with another URL says that the URL changed", () => {
    const { issues } = changed({ verify_ssl: true, url: `${stored.url}2` }, verifyOff);
    expect(issues).toEqual(SAVED_AT.map((path) => ({ path, message: MOVED })));
  });
});

describe("what was never saved can't be kept", () => {
  test.each<[string, Partial<ChannelSettings>, string, ChannelView?]>([
    [
      "a password where there was none",
      { auth: { type: "basic", username: "ada", saved: true } },
      "auth.password",
      { ...stored, auth: { type: "none" } },
    ],
    [
      "a password where there was a token",
      { auth: { type: "basic", username: "ada", saved: true } },
      "auth.password",
      withToken,
    ],
    ["a token where there was a password", { auth: { type: "token", saved: true } }, "auth.token"],
    ["a header", { headers: [{ name: "X-Other", sensitive: true, saved: true }] }, "headers[0].value"],
    [
      "a plain header as a sensitive one",
      { headers: [{ name: "X-Team", sensitive: true, saved: true }] },
      "headers[0].value",
    ],
  ])("%s", (_, changes, path, from) => {
    expect(changed(changes, from).issues).toEqual([{ path, message: NOT_SAVED }]);
  });

  test("a renamed replacement is a new entry", () => {
    const { issues } = changed({
      url: "https://jira.example.com/hook/{{TOKEN2}}?key={{KEY}}",
      url_secrets: [
        { replacement: "TOKEN2", saved: true },
        { replacement: "KEY", saved: true },
      ],
    });
    expect(issues[0]).toEqual({ path: "url_secrets[0].value", message: NOT_SAVED });
    expect(issues.slice(1).every(({ message }) => message === MOVED)).toBe(true);
  });

  test("a replacement in another case is another one", () => {
    const { issues } = changed({
      url: "https://jira.example.com/hook/{{token}}?key={{KEY}}",
      url_secrets: [
        { replacement: "token", saved: true },
        { replacement: "KEY", saved: true },
      ],
    });
    expect(issues[0]).toEqual({ path: "url_secrets[0].value", message: NOT_SAVED });
  });

  test("in a new channel", () => {
    const { issues } = settle(settingsOf(stored), null);
    expect(issues).toEqual(SAVED_AT.map((path) => ({ path, message: NOT_SAVED })));
  });
});

describe("an empty password", () => {
  const basic = (fields: object): ChannelSettings["auth"] => ({ type: "basic", username: "ada", ...fields });

  test("is a secret that is entered", () => {
    expect(changed({ auth: basic({ password: "" }) }).channel.secrets.get("auth")).toBe("");
  });

  test("once saved is kept by saved alone, also where a form sends nothing typed with it", () => {
    for (const auth of [basic({ saved: true }), basic({ saved: true, password: "" })]) {
      const { channel } = changed({ auth });
      expect(channel.secrets.size).toBe(0);
      expect(channel.kept).toContain("auth");
    }
  });
});

test("another Username needs its password", () => {
  const { issues } = changed({ auth: { type: "basic", username: "eve", saved: true } });
  expect(issues).toEqual([{ path: "auth.password", message: "The Username changed: enter its password." }]);
  expect(changed({ auth: { type: "basic", username: "Ada", saved: true } }).issues).toHaveLength(1);
});

describe("a header's Sensitive choice is fixed once saved", () => {
  test("a sensitive one can't be made readable", () => {
    const { issues } = changed({ headers: [{ name: "X-Api-Key", sensitive: false, saved: true }] });
    expect(issues).toEqual([
      {
        path: "headers[0].sensitive",
        message: "Sensitive Value is fixed once saved: delete the header and add it anew.",
      },
    ]);
  });

  test("nor by another case of its key", () => {
    const { issues } = changed({ headers: [{ name: "x-API-key", sensitive: false, saved: true }] });
    expect(issues.map(({ path }) => path)).toEqual(["headers[0].sensitive"]);
  });
});

test("what is stored beside the secrets holds none of them", () => {
  const settings: ChannelSettings = {
    ...settingsOf(stored),
    url: "https://jira.example.com/hook/hunter2-url",
    url_secrets: [{ replacement: "TOKEN", value: "hunter2-url" }],
    auth: { type: "token", token: "hunter2-token" },
    headers: [{ name: "X-Api-Key", value: "hunter2-header", sensitive: true }],
  };
  const { channel } = settle(settings, null);
  const { secrets, kept: _, ...plain } = channel;
  expect(JSON.stringify(plain)).not.toContain("hunter2");
  expect(plain).toMatchObject({
    url: "https://jira.example.com/hook/{{TOKEN}}",
    urlSecrets: ["TOKEN"],
    auth: { type: "token" },
    headers: [{ name: "X-Api-Key", value: null, sensitive: true }],
  });
  expect([...secrets.keys()]).toEqual([
    secretName.url("TOKEN"),
    secretName.auth,
    secretName.header("x-api-key"),
  ]);
});

describe("whether the host is another one", () => {
  test.each([
    ["https://a.example/x", "https://a.example/y?z={{T}}", false],
    ["https://a.example/", "https://A.EXAMPLE/", false],
    ["https://a.example/", "https://a.example:443/", false],
    ["https://a.example/{{T}}", "https://a.example/{{T}}", false],
    ["https://a.example/", "https://b.example/", true],
    ["https://a.example/", "https://sub.a.example/", true],
    ["https://a.example/", "https://a.example:8443/", true],
    ["https://127.0.0.1/", "https://localhost/", true],
    ["https://127.0.0.1/", "https://2130706433/", false],
  ])("%s → %s: %s", (before, after, other) => {
    expect(isOtherHost(before, after)).toBe(other);
  });
});
