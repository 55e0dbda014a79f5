import { afterAll, beforeAll, expect, test } from "vitest";
import { connect } from "../../support/api.ts";
import { type ConfigFolder, configFolder } from "../../support/config.ts";
import { temporaryFolder } from "../../support/folder.ts";
import { addUser } from "../../support/people.ts";
import { type Receiver, startReceiver } from "../../support/receiver.ts";
import { holdsAny, SAVED, secretsOf } from "../../support/secret-channels.ts";
import { startTocsin, type Tocsin } from "../../support/server.ts";
import { until } from "../../support/until.ts";

const ROUTING_KEY = "R0UTINGKEY0000000000000000000075";
const SIGNING = "sentry-signing-s3cret-76";

const folder = temporaryFolder();
let receiver: Receiver;
let original: Tocsin;
let copy: Tocsin;
let ofOriginal: ConfigFolder;
let ofCopy: ConfigFolder;

beforeAll(async () => {
  [receiver, original, copy] = await Promise.all([startReceiver(), startTocsin(), startTocsin()]);
  ofOriginal = configFolder(folder.path, original.dataDir);
  ofCopy = configFolder(folder.path, copy.dataDir);
  await configure();
});

afterAll(async () => {
  await Promise.all([original, copy, receiver].map((one) => one[Symbol.asyncDispose]()));
  folder[Symbol.dispose]();
});

/** Sets the original up by REST, with every kind of secret. */
async function configure(): Promise<void> {
  const api = connect(original);
  const basic = await api.createChannel({
    name: "Basic",
    url: `${receiver.url}/basic/{{TOKEN}}`,
    ...secretsOf("basic", SAVED),
  });
  await api.createChannel({
    name: "Duty",
    url: "https://events.pagerduty.com/v2/enqueue",
    enabled: false,
    format: { type: "pagerduty", routing_key: ROUTING_KEY },
  });
  const token = await api.createChannel({
    name: "Token",
    url: `${receiver.url}/token/{{TOKEN}}`,
    ...secretsOf("token", SAVED),
    format: { type: "template", template: '{"title": {{ alert_title }}}\n', content_type: "text/plain" },
  });
  await api.createRule({ name: "Expression", expression: 'details.region == "eu"', channels: [token.id] });
  await api.createRule({
    name: "Filters",
    set_priority: "High",
    filters: {
      match: "any",
      conditions: [{ field: "details.zone", operator: "is_one_of", value: ["a", "b"] }],
    },
    channels: [token.id, basic.id],
  });
  await put("/api/v1/access-requests", {
    channels: [{ channel_id: token.id, events: ["access_management_access_request"] }],
  });
  await put("/api/v1/sources/sentry", { secret: SIGNING }, "PATCH");
  await put("/api/v1/sources", { name: "Backups", fields: { alert_title: "body.job" } }, "POST");
  await addUser(original.dataDir, { email: "ada@example.com", password: "correct horse 1", role: "admin" });

  async function put(path: string, body: unknown, method = "PUT"): Promise<void> {
    const { status } = await api.request(method, path, { body });
    if (status >= 300) throw new Error(`${method} ${path} answered ${status}.`);
  }
}

/** The secrets in the order of the exported document. */
const IN_ORDER = [
  SAVED.url,
  SAVED.password,
  SAVED.header,
  ROUTING_KEY,
  SAVED.url,
  SAVED.token,
  SAVED.header,
  SIGNING,
];
const ENV = Object.fromEntries(IN_ORDER.map((value, index) => [`SECRET_${index}`, value]));

/** The document with a variable in place of each `saved`. */
function withReferences(text: string): string {
  let index = 0;
  return text.replaceAll(/: saved$/gm, () => `: $\{SECRET_${index++}}`);
}

test("an untouched export is refused by another installation, naming each secret", async () => {
  const exported = await ofOriginal.export();
  expect(holdsAny(exported, SAVED)).toBe(false);
  const before = await ofCopy.export();

  const { code, stdout, stderr } = await ofCopy.run(["apply", ofCopy.write(exported)]);
  expect([code, stdout]).toEqual([1, ""]);
  expect(
    stderr
      .trimEnd()
      .split("\n")
      .map((line) => line.replace(/^\S+tocsin\.yaml:\d+:\d+: ([^:]+): .*$/, "$1")),
  ).toEqual([
    "channels[0] (Basic).url_secrets[0].value",
    "channels[0] (Basic).auth.password",
    "channels[0] (Basic).headers[1].value",
    "channels[1] (Duty).format.routing_key",
    "channels[2] (Token).url_secrets[0].value",
    "channels[2] (Token).auth.token",
    "channels[2] (Token).headers[1].value",
    "sources[0] (sentry).secret",
  ]);
  expect(await ofCopy.export()).toBe(before);
});

test("with a variable for each secret, the other installation becomes the same", async () => {
  const exported = await ofOriginal.export();
  const file = ofCopy.write(withReferences(exported));
  expect(await ofCopy.run(["plan", file], ENV)).toMatchObject({ code: 2, stderr: "" });
  expect(await ofCopy.run(["apply", file], ENV)).toMatchObject({ code: 0, stderr: "" });
  expect(await ofCopy.export()).toBe(exported);
  expect(await ofCopy.run(["apply", file], ENV)).toEqual({ code: 0, stdout: "No changes.\n", stderr: "" });
  expect(await ofCopy.run(["plan", "-"], {}, exported)).toMatchObject({ code: 0 });
});

test("the running app sends by it, with the secrets of the variables", async () => {
  const api = connect(copy);
  await api.post({ alert_title: "Copied", details: { region: "eu", zone: "b" } });
  const requests = await receiver.waitFor(2);
  const byPath = new Map(requests.map((request) => [request.path, request]));
  const credentials = Buffer.from(`ada:${SAVED.password}`).toString("base64");
  expect(byPath.get(`/basic/${SAVED.url}`)?.headers).toMatchObject({
    authorization: `Basic ${credentials}`,
    "x-api-key": SAVED.header,
    "x-team": "ops",
  });
  expect(byPath.get(`/token/${SAVED.url}`)?.headers).toMatchObject({
    authorization: `Bearer ${SAVED.token}`,
    "x-api-key": SAVED.header,
  });
});

test("the back-test names what would go elsewhere, and the running app routes by what was applied", async () => {
  const text = `rules:\n  - name: Only basic\n    channels: [Basic]\n`;
  const { code, stdout } = await ofCopy.run(["plan", "-"], {}, text);
  expect(code).toBe(2);
  expect(stdout).toMatch(
    /\nThe last event would go elsewhere:\n {2}\S+Z {2}Copied \(\S+\): no longer to Token\n/,
  );

  await ofCopy.run(["apply", "-"], {}, text);
  const api = connect(copy);
  await until("an event that goes to Basic alone", async () => {
    const { results } = await api.post({ alert_title: "After" });
    const sent = await api.deliveries({ alert_id: results[0]?.alert_id ?? "" });
    return sent.length === 1 && sent[0]?.channel_name === "Basic";
  });
});
