import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  type Api,
  type Channel,
  type ChannelTest,
  connect,
  type Page,
  type Problem,
} from "../../support/api.ts";
import { inDatabase } from "../../support/database.ts";
import { type Receiver, startReceiver } from "../../support/receiver.ts";
import { holdsAny, SAVED, secretsOf } from "../../support/secret-channels.ts";
import { startTocsin, type Tocsin } from "../../support/server.ts";

let tocsin: Tocsin;
let api: Api;
let receiver: Receiver;

beforeAll(async () => {
  [tocsin, receiver] = await Promise.all([startTocsin({ env: { LOG_LEVEL: "trace" } }), startReceiver()]);
  api = connect(tocsin);
});

afterAll(() => Promise.all([tocsin[Symbol.asyncDispose](), receiver.stop()]));

const path = (id: string) => `/api/v1/channels/${id}`;
const patch = (id: string, body: unknown) => api.request<Channel & Problem>("PATCH", path(id), { body });
const read = async (id: string) => (await api.get<Channel>(path(id))).body;
const make = (auth: "basic" | "token", fields: Partial<Channel> = {}) =>
  api.createChannel({
    url: `${receiver.url}/hook/${SAVED.url}`,
    enabled: false,
    ...secretsOf(auth, SAVED),
    ...fields,
  });
const sealedNames = (id: string) =>
  inDatabase(tocsin.dataDir, (sqlite) =>
    sqlite.prepare("SELECT name FROM channel_secrets WHERE channel_id = ? ORDER BY name").pluck().all(id),
  );

/** What the receiver gets of a channel by a Test. */
async function sent(id: string) {
  const before = receiver.requests.length;
  const { body } = await api.request<ChannelTest>("POST", `${path(id)}/test`);
  expect(body.failure).toBeNull();
  const request = receiver.requests[before];
  if (request === undefined) throw new Error("Nothing arrived.");
  return request;
}

describe("a channel with secrets is shown without them", () => {
  test.each([
    ["basic", { type: "basic", username: "ada", saved: true }],
    ["token", { type: "token", saved: true }],
  ] as const)("with %s: saved in their place, in every answer", async (kind, auth) => {
    const shown = {
      url: `${receiver.url}/hook/{{TOKEN}}`,
      url_secrets: [{ replacement: "TOKEN", saved: true }],
      auth,
      headers: [
        { name: "X-Team", value: "ops", sensitive: false },
        { name: "X-Api-Key", sensitive: true, saved: true },
      ],
    };
    const made = await make(kind);
    const answers = [
      made,
      await read(made.id),
      (await api.get<Page<Channel>>("/api/v1/channels?limit=1")).body.data[0],
      (await patch(made.id, { enabled: false })).body,
      await read(made.id),
    ];
    for (const answer of answers) expect(answer).toMatchObject(shown);
    for (const answer of answers) {
      expect(answer?.url_secrets).toEqual(shown.url_secrets);
      expect(answer?.auth).toEqual(shown.auth);
      expect(answer?.headers).toEqual(shown.headers);
      expect(holdsAny(JSON.stringify(answer), SAVED)).toBe(false);
    }
  });

  test("as it is read it can be sent back, and nothing is lost", async () => {
    const { id } = await make("basic");
    const {
      name,
      enabled,
      url,
      verify_ssl,
      url_secrets,
      auth,
      headers,
      retry_schedule,
      max_in_flight,
      auto_disable,
      version,
    } = await read(id);
    const whole = {
      name,
      enabled,
      url,
      verify_ssl,
      url_secrets,
      auth,
      headers,
      retry_schedule,
      max_in_flight,
      auto_disable,
      version,
    };
    const answer = await patch(id, whole);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ ...whole, version: version + 1 });
    const request = await sent(id);
    expect(request.path).toBe(`/hook/${SAVED.url}`);
    expect(request.headers).toMatchObject({
      authorization: `Basic ${Buffer.from(`ada:${SAVED.password}`).toString("base64")}`,
      "x-api-key": SAVED.header,
    });
  });
});

describe("a list that is given replaces the list", () => {
  test("headers left out go, with their secrets; the others stay", async () => {
    const { id } = await make("token");
    await patch(id, { headers: [{ name: "X-Team", value: "dev", sensitive: false }] });
    expect((await read(id)).headers).toEqual([{ name: "X-Team", value: "dev", sensitive: false }]);
    expect(sealedNames(id)).toEqual(["auth", "signing", "url:TOKEN"]);
    expect((await sent(id)).headers["x-api-key"]).toBeUndefined();
  });

  test("a value that is entered again counts from then on", async () => {
    const { id } = await make("token");
    const { url_secrets: _, ...entered } = secretsOf("token", {
      ...SAVED,
      token: "new-token",
      header: "new-header",
    });
    expect((await patch(id, entered)).status).toBe(200);
    const request = await sent(id);
    expect(request.path).toBe(`/hook/${SAVED.url}`);
    expect(request.headers).toMatchObject({ authorization: "Bearer new-token", "x-api-key": "new-header" });
  });

  test("a URL secret too, with the URL as it is shown, once all that went there is entered again", async () => {
    const { id } = await make("token");
    const entered = secretsOf("token", { ...SAVED, url: "new-url-secret", token: "new-token" });
    expect((await patch(id, entered)).status).toBe(200);
    const request = await sent(id);
    expect(request.path).toBe("/hook/new-url-secret");
    expect(request.headers.authorization).toBe("Bearer new-token");
  });

  test("Authentication None forgets what it was before", async () => {
    const { id } = await make("basic");
    await patch(id, { auth: { type: "none" } });
    expect(sealedNames(id)).toEqual(["header:x-api-key", "signing", "url:TOKEN"]);
    expect((await sent(id)).headers.authorization).toBeUndefined();
    const back = await patch(id, { auth: { type: "basic", username: "ada", saved: true } });
    expect(back.body.issues).toMatchObject([{ path: "auth.password" }]);
  });

  test("a deleted channel's secrets are forgotten", async () => {
    const { id } = await make("basic");
    await api.request("DELETE", path(id));
    expect(sealedNames(id)).toEqual([]);
  });
});

describe("a mask is no value", () => {
  const entered = (value: string): [at: string, changes: object][] => [
    ["auth.token", { auth: { type: "token", token: value } }],
    ["auth.password", { auth: { type: "basic", username: "ada", password: value } }],
    ["headers[0].value", { headers: [{ name: "X-Api-Key", value, sensitive: true }] }],
    ["url_secrets[0].value", { url_secrets: [{ replacement: "TOKEN", value }], ...NOTHING_ELSE }],
  ];
  const NOTHING_ELSE = { auth: { type: "none" }, headers: [] };

  test.each(["••••", "<secret>", "********", "•*•*"])(
    "%s is refused wherever it is entered",
    async (mask) => {
      const { id } = await make("token");
      for (const [at, changes] of entered(mask))
        expect((await patch(id, changes)).body.issues).toContainEqual(expect.objectContaining({ path: at }));
      expect((await sent(id)).headers.authorization).toBe(`Bearer ${SAVED.token}`);
    },
  );

  test("words that stand for a secret elsewhere are themselves", async () => {
    const { id } = await make("token");
    for (const [, changes] of entered("write-only")) expect((await patch(id, changes)).status).toBe(200);
    expect((await sent(id)).path).toBe("/hook/write-only");
    const asUrl = await patch(id, { url_secrets: [{ replacement: "TOKEN", value: "{{TOKEN}}" }] });
    expect(asUrl.body.issues).toMatchObject([{ path: "url_secrets[0].value" }]);
  });
});

describe("an empty password", () => {
  const key = (fields: object) => ({ auth: { type: "basic", username: "key", ...fields } });
  const authorization = async (id: string) => (await sent(id)).headers.authorization;
  const EMPTY = `Basic ${Buffer.from("key:").toString("base64")}`;

  test("is saved as one, shown as saved, and kept by saved", async () => {
    const { id } = await make("token");
    expect((await patch(id, key({ password: "" }))).body.auth).toEqual({
      type: "basic",
      username: "key",
      saved: true,
    });
    expect(sealedNames(id)).toContain("auth");
    expect(await authorization(id)).toBe(EMPTY);
    for (const kept of [key({ saved: true }), key({ saved: true, password: "" }), { name: "Other" }])
      expect((await patch(id, kept)).status).toBe(200);
    expect(await authorization(id)).toBe(EMPTY);
  });

  test("takes the place of a saved one only where it is given", async () => {
    const { id } = await make("basic");
    const none = await patch(id, { auth: { type: "basic", username: "ada" } });
    expect(none.body.issues).toMatchObject([{ path: "auth.password" }]);
    await patch(id, { auth: { type: "basic", username: "ada", password: "", saved: true } });
    expect(await authorization(id)).toBe(`Basic ${Buffer.from(`ada:${SAVED.password}`).toString("base64")}`);
    expect((await patch(id, key({ saved: true }))).body.issues).toMatchObject([{ path: "auth.password" }]);
    expect((await patch(id, key({ password: "" }))).status).toBe(200);
    expect(await authorization(id)).toBe(EMPTY);
  });

  test("is asked for again at another destination like any other", async () => {
    const { id } = await make("token");
    await patch(id, { ...key({ password: "" }), headers: [] });
    const elsewhere = { url: `${receiver.url}/elsewhere`, url_secrets: [] };
    expect((await patch(id, elsewhere)).body.issues).toMatchObject([{ path: "auth.password" }]);
    expect((await patch(id, { ...elsewhere, ...key({ password: "" }) })).status).toBe(200);
    expect(await authorization(id)).toBe(EMPTY);
  });
});

describe("the whole URL is limited however its parts come together", () => {
  test("2,048 characters after filling in", async () => {
    const long = (letter: string, length: number) => letter.repeat(length);
    const { id } = await api.createChannel({
      url: `${receiver.url}/{{A}}/{{B}}`,
      enabled: false,
      url_secrets: [
        { replacement: "A", value: long("a", 1_024) },
        { replacement: "B", value: long("b", 100) },
      ],
    });
    const answer = await patch(id, {
      url_secrets: [
        { replacement: "A", value: long("a", 1_024) },
        { replacement: "B", value: long("b", 1_024) },
      ],
    });
    expect(answer.status).toBe(422);
    expect(answer.body.issues?.[0]?.message).toBe("A URL may have at most 2,048 characters.");
  });
});

describe("each limit is refused at its field, with its sentence; nothing is half saved", () => {
  const secret = (fields: object) => ({
    url_secrets: [{ replacement: "TOKEN", value: "s3cret", ...fields }],
  });
  const header = (fields: object) => ({ headers: [{ name: "X-A", value: "v", ...fields }] });

  test.each<[string, object, string, string]>([
    ["a long name", { name: "n".repeat(101) }, "name", "Name may have at most 100 characters."],
    [
      "a long replacement",
      secret({ replacement: "x".repeat(51) }),
      "url_secrets[0].replacement",
      "A Replacement Value has 1–50 letters, digits, _ and - only.",
    ],
    [
      "a short value",
      secret({ value: "abc" }),
      "url_secrets[0].value",
      "A Sensitive Value has at least 4 characters.",
    ],
    [
      "a long value",
      secret({ value: "x".repeat(1_025) }),
      "url_secrets[0].value",
      "A Sensitive Value may have at most 1,024 characters.",
    ],
    [
      "11 rows",
      { url_secrets: Array.from({ length: 11 }, (_, at) => ({ replacement: `R${at}`, value: "s3cret" })) },
      "url_secrets",
      "A channel may have at most 10 rows of protected data.",
    ],
    [
      "a long Username",
      { auth: { type: "basic", username: "u".repeat(256), password: "p" } },
      "auth.username",
      "Username may have at most 255 characters.",
    ],
    [
      "a long Password",
      { auth: { type: "basic", username: "u", password: "p".repeat(4_097) } },
      "auth.password",
      "Password may have at most 4,096 characters.",
    ],
    [
      "a long Auth Token",
      { auth: { type: "token", token: "t".repeat(4_097) } },
      "auth.token",
      "Auth Token may have at most 4,096 characters.",
    ],
    [
      "a long key",
      header({ name: "x".repeat(101) }),
      "headers[0].name",
      "A header's key may have at most 100 characters.",
    ],
    [
      "a long header value",
      header({ value: "x".repeat(4_097) }),
      "headers[0].value",
      "A header's value may have at most 4,096 characters.",
    ],
    [
      "26 headers",
      { headers: Array.from({ length: 26 }, (_, at) => ({ name: `X-${at}`, value: "v" })) },
      "headers",
      "A channel may have at most 25 headers.",
    ],
    [
      "a header of ours",
      header({ name: "Webhook-Id" }),
      "headers[0].name",
      "Tocsin sets this header itself: remove the row.",
    ],
    [
      "a line break in a header",
      header({ value: "a\r\nX: b" }),
      "headers[0].value",
      "A header's value can't contain a control character, such as a line break or a tab.",
    ],
  ])("%s", async (_, fields, at, message) => {
    const { id } = await make("token");
    const before = await read(id);
    const made = await api.request<Problem>("POST", "/api/v1/channels", {
      body: { name: "Half", url: `${receiver.url}/{{TOKEN}}/s3cret`, ...secret({}), ...fields },
    });
    for (const answer of [made, await patch(id, { max_in_flight: 7, ...fields })]) {
      expect(answer.status).toBe(422);
      expect(answer.headers.get("content-type")).toBe("application/problem+json");
      expect(answer.body.issues).toContainEqual({ path: at, message });
    }
    expect(await read(id)).toEqual(before);
    expect((await api.get<Page<Channel>>("/api/v1/channels?name=Half")).body.data).toEqual([]);
  });
});

test("what comes back from a receiver that echoes is kept masked, in deliveries and in a Test", async () => {
  receiver.answer = ({ path: sentPath, headers, rawBody }) => ({
    status: 400,
    headers: { "x-path": sentPath, "x-auth": headers.authorization ?? "" },
    body: JSON.stringify({ path: sentPath, headers, body: String(rawBody) }),
  });
  const { id } = await make("basic", { enabled: true });
  const { results } = await api.post({ alert_title: "A" });
  const delivery = await api.waitForDelivery(results[0]?.event_id ?? "", "failed", { channelId: id });
  const tested = (await api.request<ChannelTest>("POST", `${path(id)}/test`)).body;
  expect(delivery.attempts[0]?.response).toMatchObject({
    headers: { "x-path": "/hook/••••", "x-auth": "Basic ••••" },
    body: expect.stringContaining("/hook/••••"),
  });
  expect(tested.response?.headers).toMatchObject({ "x-path": "/hook/••••", "x-auth": "Basic ••••" });
  expect(tested.request.headers).toMatchObject({ authorization: "Basic ••••", "X-Api-Key": "••••" });
  for (const shown of [delivery, tested]) expect(holdsAny(JSON.stringify(shown), SAVED)).toBe(false);
});

test("of all this nothing is in the log, in the audit log or in any row", () => {
  expect(tocsin.logs().length).toBeGreaterThan(0);
  expect(holdsAny(tocsin.output(), SAVED)).toBe(false);
  const rows = inDatabase(tocsin.dataDir, (sqlite) => {
    const tables = sqlite.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").pluck().all();
    return tables.map((table) => JSON.stringify(sqlite.prepare(`SELECT * FROM "${table}"`).all())).join("\n");
  });
  expect(rows).toContain("channels.create");
  expect(holdsAny(rows, SAVED)).toBe(false);
});
