import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { tocsin } from "../../support/cli.ts";
import { type ConfigFolder, configFolder, EXAMPLE } from "../../support/config.ts";
import { temporaryFolder } from "../../support/folder.ts";

const folder = temporaryFolder();
afterAll(() => folder[Symbol.dispose]());

let config: ConfigFolder;
let file: string;

/** Runs a command with all that the example refers to. */
const run = (...args: string[]) => config.run(args, EXAMPLE.env);

beforeAll(() => {
  config = configFolder(folder.path, join(folder.path, "data"));
  file = config.write(EXAMPLE.text);
  const secret = join(folder.path, EXAMPLE.file.path);
  mkdirSync(dirname(secret));
  writeFileSync(secret, EXAMPLE.file.text);
});

const CHANGES = `users
  + ada@example.com
      name: "Ada Lovelace"
      role: "admin"
channels
  + Duty
      enabled: true
      url: "https://events.pagerduty.com/v2/enqueue"
  + Jira
      enabled: true
      url: "https://jira.example.com/rest/hooks/{{TOKEN}}"
sources
  + sentry
  + Backups
rules
  + Critical alerts
      enabled: true
      channels: ["Duty","Jira"]
  - All alerts
  - Tocsin itself
access_requests
  + Jira
      events: ["access_management_access_request"]
`;

describe("the example of the docs", () => {
  test("its plan tells each change and ends with 2", async () => {
    const { code, stdout, stderr } = await run("plan", file);
    expect([code, stderr]).toEqual([2, ""]);
    const [changes, ...others] = stdout.split("\n\n");
    expect(`${changes}\n`).toBe(CHANGES);
    expect(others).toEqual([
      "No event has come in yet that would show where events go.",
      expect.stringMatching(/^Version: [0-9a-f]{20}\n$/),
    ]);
  });

  test("is applied, with what is shown only once", async () => {
    const { code, stdout, stderr } = await run("apply", file);
    expect([code, stderr]).toEqual([0, ""]);
    const [changes, secrets, invites] = stdout.split("\n\n");
    expect(`${changes}\n`).toBe(CHANGES);
    expect(secrets?.split("\n").sort()).toEqual([
      expect.stringMatching(/^ {2}Duty: whsec_\S+$/),
      expect.stringMatching(/^ {2}Jira: whsec_\S+$/),
      "Signing secrets of the new channels, shown only now:",
    ]);
    expect(invites?.split("\n")).toEqual([
      "Invite links of the new users, shown only now:",
      expect.stringMatching(/^ {2}ada@example\.com: \/invite\?token=\S+$/),
      "BASE_URL is not set: put the address by which people reach Tocsin before each path.",
      "",
    ]);
  });

  test("changes nothing the second time", async () => {
    expect(await run("apply", file)).toEqual({ code: 0, stdout: "No changes.\n", stderr: "" });
    expect(await run("plan", file)).toEqual({
      code: 0,
      stdout: expect.stringMatching(/^No changes\.\nVersion: [0-9a-f]{20}\n$/),
      stderr: "",
    });
  });

  test("what is exported then changes nothing, and is the same each time", async () => {
    const exported = await config.export();
    expect(await config.export()).toBe(exported);
    expect(await config.run(["plan", "-"], {}, exported)).toMatchObject({ code: 0, stderr: "" });
    expect(await config.run(["apply", "-"], {}, exported)).toEqual({
      code: 0,
      stdout: "No changes.\n",
      stderr: "",
    });
    expect(exported).toContain("      - name: X-Api-Key\n        value: saved\n        sensitive: true\n");
    for (const secret of [...Object.values(EXAMPLE.env), "jira-k3y"]) expect(exported).not.toContain(secret);
  });

  test("with BASE_URL, an invite's link is whole", async () => {
    const users = `users:\n  - {email: ada@example.com, name: Ada Lovelace, role: admin}\n  - {email: bob@example.com, name: Bob, role: viewer}\n`;
    const { stdout } = await config.run(["apply", "-"], { BASE_URL: "https://tocsin.example" }, users);
    expect(stdout).toMatch(/\n {2}bob@example\.com: https:\/\/tocsin\.example\/invite\?token=\S+\n$/);
  });
});

describe("after a plan", () => {
  const users = (role: string) =>
    `users:\n  - {email: ada@example.com, name: Ada Lovelace, role: admin}\n  - {email: bob@example.com, name: Bob, role: ${role}}\n`;
  const pipe = (text: string, ...args: string[]) => config.run(args, {}, text);
  const versionOf = async (text: string): Promise<string> =>
    /^Version: (\S+)$/m.exec((await pipe(text, "plan", "-")).stdout)?.[1] ?? "";

  test("a change in between refuses apply, and --force does not mind", async () => {
    const text = users("operator");
    expect(await pipe(text, "plan", "-")).toMatchObject({
      code: 2,
      stdout: expect.stringContaining('users\n  ~ bob@example.com\n      role: "viewer" → "operator"\n'),
    });
    await pipe("access_requests: []\n", "apply", "-");
    const before = await config.export();
    expect(await pipe(text, "apply", "-")).toEqual({
      code: 1,
      stdout: "",
      stderr:
        "The configuration changed since it was planned: nothing was changed. Plan again, or apply with --force.\n",
    });
    expect(await config.export()).toBe(before);
    expect(await pipe(text, "apply", "-", "--force")).toMatchObject({ code: 0, stderr: "" });
    expect(await pipe(text, "apply", "-")).toMatchObject({ code: 0, stdout: "No changes.\n" });
  });

  test("a new plan is the one that counts", async () => {
    const text = users("viewer");
    await versionOf(text);
    await pipe("rules: []\n", "apply", "-");
    await versionOf(text);
    expect(await pipe(text, "apply", "-")).toMatchObject({ code: 0, stderr: "" });
  });

  test("a document that is in force already is no refusal, whatever changed since", async () => {
    const text = users("operator");
    await versionOf(text);
    expect(await pipe(`${text}# the same\n`, "apply", "-")).toMatchObject({ code: 0, stderr: "" });
    expect(await pipe(text, "apply", "-")).toMatchObject({ code: 0, stdout: "No changes.\n" });
  });

  test("--plan names the version, also of a document that was never planned", async () => {
    const version = await versionOf(users("admin"));
    const text = users("viewer");
    expect(await pipe(text, "apply", "-", "--plan", "0".repeat(20))).toMatchObject({ code: 1, stdout: "" });
    expect(await pipe(text, "apply", "-", "--plan", version)).toMatchObject({ code: 0, stderr: "" });
  });

  test("--plan and --force exclude each other", async () => {
    expect(await pipe(users("viewer"), "apply", "-", "--plan", "x", "--force")).toEqual({
      code: 1,
      stdout: "",
      stderr: "Give either --plan or --force, not both.\n",
    });
  });
});

test("a reference that is sent as it stands is a warning", async () => {
  const text = `channels:\n  - name: A\n    url: "https://x.example/?t=$\{TOKEN}"\n`;
  const { code, stderr } = await config.run(["plan", "-"], { TOKEN: "x" }, text);
  expect(code).toBe(2);
  expect(stderr).toBe(
    `stdin:3:5: channels[0].url: $\{TOKEN} is sent as it stands, because no secret is here.\n`,
  );
});

test.each(["plan", "apply"])(
  "%s: where there is no installation it says so and makes nothing",
  async (command) => {
    using empty = temporaryFolder();
    const dataDir = join(empty.path, "data");
    const { code, stderr } = await tocsin([command, "-"], { dataDir, stdin: "rules: []\n" });
    expect([code, stderr]).toEqual([1, expect.stringContaining("There is no installation in")]);
    expect(readdirSync(empty.path)).toEqual([]);
  },
);

describe("a fault", () => {
  test("of the document is told with file, line and column, and changes nothing", async () => {
    const before = await config.export();
    for (const command of ["plan", "apply"]) {
      const { code, stdout, stderr } = await config.run([command, config.write(EXAMPLE.text)]);
      expect([code, stdout]).toEqual([1, ""]);
      expect(stderr.split("\n")).toEqual([
        expect.stringMatching(
          /tocsin\.yaml:6:9: channels\[0\]\.url_secrets\[0\]\.value: The variable JIRA_TOKEN is not set/,
        ),
        expect.stringMatching(
          /tocsin\.yaml:18:7: channels\[1\]\.format\.routing_key: The variable PAGERDUTY_KEY/,
        ),
        expect.stringMatching(
          /tocsin\.yaml:35:5: sources\[0\]\.secret: The variable SENTRY_SECRET is not set/,
        ),
        "",
      ]);
    }
    expect(await config.export()).toBe(before);
  });

  test("that only the stored configuration shows is told with its place, too", async () => {
    const text = `channels:\n  - name: New\n    url: https://x.example\n    auth:\n      type: token\n      token: saved\nrules:\n  - name: A\n    channels: [Nowhere]\n`;
    const { code, stdout, stderr } = await config.run(["plan", "-"], {}, text);
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr.split("\n")).toEqual([
      expect.stringMatching(/^stdin:6:7: channels\[0\] \(New\)\.auth\.token: Nothing is saved/),
      expect.stringMatching(
        /^stdin:9:\d+: rules\[0\] \(A\)\.channels\[0\]: There is no channel named "Nowhere"/,
      ),
      "",
    ]);
  });

  test.each<[string, string, Record<string, string>, RegExp]>([
    ["a variable that is empty", `$\{EMPTY}`, { EMPTY: "" }, /^stdin:3:\d+: .*The variable EMPTY is empty/],
    [
      "a file that is missing",
      `$\{file:/nowhere/x}`,
      {},
      /^stdin:3:\d+: .*The file \/nowhere\/x can't be read: ENOENT\.$/m,
    ],
    ["a folder in place of a file", `$\{file:/tmp}`, {}, /The file \/tmp can't be read: EISDIR\.$/m],
    ["a secret in the open", "hunter2", {}, /^stdin:3:\d+: .*A secret is not written in the document itself/],
  ])("%s is refused", async (_, token, env, told) => {
    const text = `channels:\n  - {name: A, url: "https://x.example", auth: {type: token,\n      token: "${token}"}}\n`;
    const { code, stderr } = await config.run(["apply", "-"], env, text);
    expect(code).toBe(1);
    expect(stderr).toMatch(told);
    expect(stderr).not.toContain("hunter2");
  });

  test("an unknown section is told, and nothing else of the document counts", async () => {
    const before = await config.export();
    const text = "rules: []\nusers: []\nmutes: []\n";
    expect(await config.run(["plan", "-"], {}, text)).toEqual({
      code: 1,
      stdout: "",
      stderr: 'stdin:3:1: mutes: "mutes" is not known here: check its spelling, or leave it out.\n',
    });
    expect(await config.export()).toBe(before);
  });

  test("of many faults, the first 100 are told", async () => {
    const members = Array.from({ length: 150 }, (_, index) => `k${index}: 1\n`).join("");
    const { stderr } = await config.run(["plan", "-"], {}, members);
    const lines = stderr.trimEnd().split("\n");
    expect(lines).toHaveLength(101);
    expect(lines.slice(-2)).toEqual([expect.stringMatching(/^stdin:100:1: k99: /), "50 more are not shown."]);
  });

  test.each([
    [
      "a missing file",
      ["plan", "/nowhere/tocsin.yaml"],
      /^The document "\/nowhere\/tocsin\.yaml" can't be read: ENOENT\.\n$/,
    ],
    ["no file", ["apply"], /missing required argument 'file'/],
  ])("%s is told", async (_, args, told) => {
    const { code, stderr } = await config.run(args);
    expect(code).toBe(1);
    expect(stderr).toMatch(told);
  });

  test("a pipe without an end is told", async () => {
    expect(await config.run(["plan", "/dev/zero"])).toEqual({
      code: 1,
      stdout: "",
      stderr: 'The document "/dev/zero" is too long: at most 96 MB are read.\n',
    });
  });

  test("a text that is not UTF-8 is told", async () => {
    const latin = join(folder.path, "latin.yaml");
    writeFileSync(latin, Buffer.from("rules: [] # \xe9\n", "latin1"));
    expect(await config.run(["plan", latin])).toMatchObject({
      code: 1,
      stderr: `The document "${latin}" can't be read: it is not UTF-8 text.\n`,
    });
  });
});
