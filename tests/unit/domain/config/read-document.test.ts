import { describe, expect, test } from "vitest";
import { ConfigFaults } from "#lib/domain/config/fault.ts";
import { type LookUp, readDocument } from "#lib/domain/config/read-document.ts";

const VALUES: Record<string, string> = { TOKEN: "t0p-s3cret", KEY: "R0UT1NG", "/run/jira": "fr0m-file" };

const lookUp: LookUp = (reference) => {
  const name = reference.from === "env" ? reference.name : reference.path;
  const value = VALUES[name];
  if (value === undefined) throw new Error(`${name} is not set.`);
  return value;
};

/** The reference to a variable. */
const ENV = (name: string) => `$\{${name}}`;

const read = (text: string) => readDocument(text, lookUp).document;

/** What is told about a text: line, column, path and message. */
function faultsIn(text: string): string[] {
  try {
    readDocument(text, lookUp);
  } catch (error) {
    if (!(error instanceof ConfigFaults)) throw error;
    return error.faults.map(({ line, column, path, message }) => `${line}:${column} ${path}: ${message}`);
  }
  return [];
}

const channel = (members: string): string =>
  `channels:\n  - name: Jira\n    url: https://jira.example.com/hook\n${members}`;

describe("a document", () => {
  test("has REST's own members; what is left out is as it is for something new", () => {
    expect(read(`${channel("")}    enabled: false\nrules: []\n`)).toEqual({
      channels: [{ name: "Jira", url: "https://jira.example.com/hook", enabled: false }],
      rules: [],
    });
  });

  test("may be JSON", () => {
    expect(read('{"users": [{"email": "a@b.example", "name": "Ada", "role": "admin"}]}')).toEqual({
      users: [{ email: "a@b.example", name: "Ada", role: "admin" }],
    });
  });

  test.each<[string, string, string]>([
    ["broken YAML", "channels: [\n", "2:1 : This is not YAML: "],
    [
      "a tab as indentation",
      "channels:\n\t- name: A\n",
      "2:1 : This is not YAML: Tabs are not allowed as indentation.",
    ],
    ["nothing", "# only a comment\n", "1:1 : The document is empty: it needs at least one section."],
    [
      "another document",
      "channels: []\n---\nrules: []\n",
      "2:1 : A second document begins here: only one is read.",
    ],
    ["a directive", "%YAML 1.1\n---\nchannels: []\n", "1:1 : A line that begins with % is not read here"],
    ["an anchor", "channels: &all []\n", "1:11 : An anchor (&) is not read here"],
    ["an alias", "channels: []\nrules: *all\n", "2:8 : An alias (*) is not read here"],
    ["a tag", "channels: !!seq []\n", "1:11 : A tag (!) is not read here"],
    ["a tag at a name", "!!str channels: []\n", "1:1 : A tag (!) is not read here"],
    [
      "a name twice",
      "rules: []\nchannels: []\nrules: []\n",
      "3:1 rules: rules stands here twice: remove one.",
    ],
    ["a number as a name", "1: []\n", "1:1 : A member's name must be text: put it in quotes."],
    ["a map as a name", "? {a: 1}\n: []\n", "1:3 : A member's name must be text: put it in quotes."],
    ["a list", "- channels\n", "1:1 : A document is a map of sections"],
    ["a text", "channels\n", "1:1 : A document is a map of sections"],
    ["an unknown section", "channels: []\nchanels: []\n", '2:1 chanels: "chanels" is not known here'],
    ["a merge key", "<<: {channels: []}\n", '1:1 <<: "<<" is not known here'],
    ["a section that is no list", "channels: all\n", "1:1 channels: channels must be a list"],
    ["a section without a value", "channels:\n", "1:1 channels: channels must be a list"],
    ["an unknown member", channel("    colour: red\n"), '4:5 channels[0].colour: "colour" is not known here'],
    ["a member that is for reading", channel("    version: 3\n"), "4:5 channels[0].version: "],
    ["a member that is missing", "channels:\n  - name: Jira\n", "2:5 channels[0].url: URL is required."],
    [
      "a number in place of text",
      channel("    auth: {type: basic, username: 007, password: saved}\n"),
      "4:25 channels[0].auth.username: Put 7 in quotes: text is expected here.",
    ],
    [
      "a word in place of a truth",
      channel("    enabled: yes\n"),
      "4:5 channels[0].enabled: enabled must be true or false.",
    ],
    [
      "a number that is none",
      channel("    max_in_flight: .inf\n"),
      "4:5 channels[0].max_in_flight: Max in flight must be",
    ],
    [
      "a name twice in a section",
      `${channel("")}  - name: JIRA\n    url: https://x.example\n`,
      "4:5 channels[1].name: An entry above is of this channel already",
    ],
    [
      "a source twice",
      "sources:\n  - type: sentry\n  - type: sentry\n",
      "3:5 sources[1].type: An entry above is of this source already",
    ],
    [
      "an unknown type of source",
      "sources:\n  - type: nagios\n",
      "2:5 sources[0].type: A source has a type: json",
    ],
    [
      "a member of another type",
      "sources:\n  - type: sentry\n    repeats: send\n",
      '3:5 sources[0].repeats: "repeats" is not known here',
    ],
    [
      "a rule without channels",
      "rules:\n  - name: A\n    channels: []\n",
      "3:5 rules[0].channels: Choose at least one channel, or all.",
    ],
  ])("%s is told with its place", (_, text, told) => {
    expect(faultsIn(text)[0]).toContain(told);
  });

  test("a disabled rule may have lost its channels", () => {
    expect(faultsIn("rules:\n  - name: A\n    enabled: false\n    channels: []\n")).toEqual([]);
  });

  test("all faults are told at once, in the order of the text", () => {
    const members = `    enabled: 1\n    auth: {type: token, token: "${ENV("GONE")}"}\n    colour: red\n`;
    const text = `${channel(members)}users:\n  - email: a@b.example\n`;
    expect(faultsIn(text)).toEqual([
      "4:5 channels[0].enabled: enabled must be true or false.",
      "5:25 channels[0].auth.token: GONE is not set.",
      '6:5 channels[0].colour: "colour" is not known here: check its spelling, or leave it out.',
      "8:5 users[0].name: Name is required.",
      "8:5 users[0].role: A role is one of admin, operator, viewer.",
    ]);
  });

  test.each([
    ["lists", (n: number) => `channels: ${"[".repeat(n)}${"]".repeat(n)}`],
    ["maps", (n: number) => `channels: ${"{a: ".repeat(n)}1${"}".repeat(n)}`],
    ["lists by dashes", (n: number) => "- ".repeat(n)],
    ["names", (n: number) => "? ".repeat(n)],
  ])("%s in each other without end are refused", (_, nested) => {
    expect(faultsIn(nested(10_000))).toEqual([expect.stringContaining("nested too deeply")]);
  });

  test("one that is too long is not read", () => {
    expect(faultsIn(`# ${"x".repeat(32_000_000)}`)).toEqual([expect.stringContaining("too long")]);
  });

  test("an entry of a wrong kind is told in the words of a document", () => {
    expect(faultsIn("channels: [a]\nrules: [{name: A}]\n")).toEqual([
      "1:12 channels[0]: A channel must be a map of members.",
      '2:9 rules[0].channels: Choose the channels: "all", or a list of their names.',
    ]);
  });

  test("one of more words than any installation needs is not read", () => {
    const members = Array.from({ length: 250_000 }, (_, index) => `k${index}: 1\n`);
    expect(faultsIn(members.join(""))).toEqual([
      "1:1 : The document is too large: at most 1,000,000 words and signs are read.",
    ]);
  });
});

describe("a secret", () => {
  const all = (value: (name: string) => string) => `channels:
  - name: Jira
    url: https://jira.example.com/hook/{{TOKEN}}
    url_secrets: [{replacement: TOKEN, value: "${value("TOKEN")}"}]
    auth: {type: basic, username: ada, password: "${value("TOKEN")}"}
    headers: [{name: X-Key, value: "${value("TOKEN")}", sensitive: true}, {name: X-Plain, value: saved}]
  - name: Duty
    url: https://events.pagerduty.com/v2/enqueue
    format: {type: pagerduty, routing_key: "${value("KEY")}"}
sources: [{type: sentry, secret: "${value("TOKEN")}"}]
`;

  test("is read from where the document says", () => {
    expect(read(all(ENV))).toEqual({
      channels: [
        {
          name: "Jira",
          url: "https://jira.example.com/hook/{{TOKEN}}",
          url_secrets: [{ replacement: "TOKEN", value: "t0p-s3cret" }],
          auth: { type: "basic", username: "ada", password: "t0p-s3cret" },
          headers: [
            { name: "X-Key", value: "t0p-s3cret", sensitive: true },
            { name: "X-Plain", value: "saved" },
          ],
        },
        {
          name: "Duty",
          url: "https://events.pagerduty.com/v2/enqueue",
          format: { type: "pagerduty", routing_key: "R0UT1NG" },
        },
      ],
      sources: [{ type: "sentry", secret: "t0p-s3cret" }],
    });
    expect(
      read(channel(`    auth: {type: token, token: "${ENV("file:/run/jira")}"}\n`)).channels?.[0]?.auth,
    ).toEqual({
      type: "token",
      token: "fr0m-file",
    });
  });

  test("that is saved is kept", () => {
    expect(read(all(() => "saved"))).toEqual({
      channels: [
        {
          name: "Jira",
          url: "https://jira.example.com/hook/{{TOKEN}}",
          url_secrets: [{ replacement: "TOKEN", saved: true }],
          auth: { type: "basic", username: "ada", saved: true },
          headers: [
            { name: "X-Key", saved: true, sensitive: true },
            { name: "X-Plain", value: "saved" },
          ],
        },
        {
          name: "Duty",
          url: "https://events.pagerduty.com/v2/enqueue",
          format: { type: "pagerduty", saved: true },
        },
      ],
      sources: [{ type: "sentry", secret: { saved: true } }],
    });
  });

  test("in the open is refused at each place, and not repeated", () => {
    const faults = faultsIn(all(() => "hunter2-hunter2"));
    expect(faults.map((fault) => fault.split(": ")[0])).toEqual([
      "4:40 channels[0].url_secrets[0].value",
      "5:40 channels[0].auth.password",
      "6:29 channels[0].headers[0].value",
      "9:31 channels[1].format.routing_key",
      "10:26 sources[0].secret",
    ]);
    for (const fault of faults) expect(fault).toContain("or saved to keep what is saved.");
    expect(faults.join()).not.toContain("hunter2");
  });

  test("without a value is named at each place", () => {
    expect(faultsIn(all(() => ENV("GONE"))).map((fault) => fault.replace(/^\S+ /, ""))).toEqual([
      "channels[0].url_secrets[0].value: GONE is not set.",
      "channels[0].auth.password: GONE is not set.",
      "channels[0].headers[0].value: GONE is not set.",
      "channels[1].format.routing_key: GONE is not set.",
      "sources[0].secret: GONE is not set.",
    ]);
  });

  test.each([
    `x${ENV("TOKEN")}`,
    `${ENV("TOKEN")}x`,
    ENV(""),
    ENV("1A"),
    ENV("file:"),
    "$TOKEN",
    "Saved",
    " saved",
    "",
  ])("written %j is in the open", (value) => {
    const text = channel(`    auth: {type: token, token: ${JSON.stringify(value)}}\n`);
    expect(faultsIn(text)).toEqual([
      expect.stringContaining("A secret is not written in the document itself"),
    ]);
  });

  test("of a source may be none, and a password empty", () => {
    expect(read("sources: [{type: sentry, secret: null}]\n")).toEqual({
      sources: [{ type: "sentry", secret: null }],
    });
    const basic = channel('    auth: {type: basic, username: key, password: ""}\n');
    expect(read(basic).channels?.[0]?.auth).toEqual({ type: "basic", username: "key", password: "" });
  });

  test("that is kept as REST writes it is told how a document does", () => {
    expect(faultsIn(channel("    auth: {type: token, saved: true}\n"))).toEqual([
      '4:25 channels[0].auth.saved: Write "token: saved" in place of this.',
    ]);
  });

  test("of a variable is taken as it is, whatever it looks like", () => {
    const text = channel(`    auth: {type: token, token: "${ENV("T")}"}\n`);
    const { document } = readDocument(text, () => "saved");
    expect(document.channels?.[0]?.auth).toEqual({ type: "token", token: "saved" });
  });

  test("in a URL is refused, since the document keeps it", () => {
    const slack = "https://hooks.slack.com/services/T0/B0/s3cret7";
    expect(faultsIn(`channels:\n  - name: A\n    url: ${slack}\n    format: {type: slack}\n`)).toEqual([
      "3:5 channels[0].url: The URL is not to show its secret here: write {{SECRET}} in its place. Give its value by a row under url_secrets.",
    ]);
    const typed = channel(`    url_secrets: [{replacement: T, value: "${ENV("TOKEN")}"}]\n`);
    expect(faultsIn(typed.replace("/hook", "/hook/t0p-s3cret"))).toEqual([
      "4:20 channels[0].url_secrets[0].replacement: The URL is not to show its secret here: write {{T}} in its place.",
    ]);
  });

  test("where none is meant, a reference is text, with a warning", () => {
    const text = channel(
      `    headers: [{name: X-A, value: "${ENV("A")}"}, {name: X-B, value: "$A"}, {name: X-C, value: "${ENV("TOKEN")}", sensitive: true}]\n`,
    ).replace("/hook", `/hook?t=${ENV("file:/run/x")}`);
    const { document, warnings } = readDocument(text, lookUp);
    expect(document.channels?.[0]?.headers?.[0]?.value).toBe(ENV("A"));
    expect(warnings.map(({ line, path, message }) => `${line} ${path}: ${message}`)).toEqual([
      `3 channels[0].url: ${ENV("file:/run/x")} is sent as it stands, because no secret is here.`,
      `4 channels[0].headers[0].value: ${ENV("A")} is sent as it stands, because no secret is here. Add sensitive: true to fill it in.`,
    ]);
  });
});
