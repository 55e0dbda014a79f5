import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  type Api,
  type ApiAnswer,
  type Channel,
  type ChannelTest,
  connect,
  type Problem,
} from "../../support/api.ts";
import { inDatabase } from "../../support/database.ts";
import { type Receiver, startReceiver } from "../../support/receiver.ts";
import { ENTERED, holdsAny, SAVED, secretsOf } from "../../support/secret-channels.ts";
import { startTocsin, type Tocsin } from "../../support/server.ts";
import { type ActionRef, Visitor } from "../../support/visitor.ts";
import { startWireReceiver, type WireReceiver } from "../../support/wire-receiver.ts";

type Auth = "basic" | "token";
type Changes = Record<string, unknown>;

let tocsin: Tocsin;
let api: Api;
let admin: Visitor;
/** Where the secrets belong, and where somebody would like to have them. */
let receiver: Receiver;
let attacker: WireReceiver;
const channels = new Map<string, Channel>();

beforeAll(async () => {
  [tocsin, receiver, attacker] = await Promise.all([
    startTocsin({ env: { LOG_LEVEL: "trace", ADMIN_EMAIL: ADMIN.email, ADMIN_PASSWORD: ADMIN.password } }),
    startReceiver(),
    startWireReceiver(),
  ]);
  api = connect(tocsin);
  admin = new Visitor(tocsin.url);
  await admin.signIn(ADMIN.email, ADMIN.password);
  for (const auth of ["basic", "token"] as const)
    for (const verify_ssl of [true, false])
      channels.set(
        `${auth} ${verify_ssl}`,
        await api.createChannel({
          url: `${home()}/hook/{{TOKEN}}?k=1`,
          verify_ssl,
          enabled: false,
          ...secretsOf(auth, SAVED),
        }),
      );
});

afterAll(() => Promise.all([tocsin[Symbol.asyncDispose](), receiver.stop(), attacker.stop()]));

const home = () => `http://127.0.0.1:${receiver.port}`;
const evil = () => `http://127.0.0.1:${attacker.port}`;
const path = (id: string) => `/api/v1/channels/${id}`;
const saved = (auth: Auth, verifySsl = true): Channel => {
  const channel = channels.get(`${auth} ${verifySsl}`);
  if (channel === undefined) throw new Error("There is no such channel.");
  return channel;
};

const ADMIN = { email: "ada@example.com", password: "correct horse battery" };
const LIST = "/settings/notification-channels/webhooks";
const actionOf = (name: string): ActionRef => ({
  file: "app/(console)/settings/notification-channels/webhooks/actions.ts",
  name,
  page: LIST,
});

/** What a page's action resolved with, in the terms of REST. */
async function byAction(name: string, args: unknown[]): Promise<ApiAnswer<Problem>> {
  const result = await admin.act(actionOf(name), args);
  const refusal = result.ok ? { detail: "", issues: [] } : { detail: result.message, issues: result.issues };
  const status = result.ok ? 200 : 422;
  return { status, headers: new Headers(), body: { type: "", title: "", status, ...refusal } };
}

/** Every way by which changes come in: REST and the pages' actions, to be saved or for a Test. */
const WAYS = {
  PATCH: (id: string, changes: Changes) => api.request<Problem>("PATCH", path(id), { body: changes }),
  Test: (id: string, changes: Changes) =>
    api.request<Problem>("POST", `${path(id)}/test`, { body: { channel: changes } }),
  "Save of the page": (id: string, changes: Changes) => byAction("changeChannel", [id, changes]),
  "Test of the page": (id: string, changes: Changes) => byAction("testChannel", [{ id, channel: changes }]),
};
const ways = Object.entries(WAYS);

const AT = {
  basic: ["url_secrets[0].value", "auth.password", "headers[1].value"],
  token: ["url_secrets[0].value", "auth.token", "headers[1].value"],
};

/** Refused at these fields in every way, for a password and for a token; nothing is changed, nothing is sent. */
async function expectRefused(
  changes: Changes,
  at: (auth: Auth) => string[],
  { verifySsl = true }: { verifySsl?: boolean } = {},
): Promise<void> {
  for (const auth of ["basic", "token"] as const) {
    const { id } = saved(auth, verifySsl);
    const before = (await api.get(path(id))).body;
    for (const [way, change] of ways) {
      const answer = await change(id, changes);
      expect(answer.status, way).toBe(422);
      expect(
        answer.body.issues?.map((issue) => issue.path),
        way,
      ).toEqual(at(auth));
      expect(holdsAny(JSON.stringify(answer.body), SAVED), way).toBe(false);
      expect((await api.get(path(id))).body, way).toEqual(before);
    }
  }
  expect([attacker.connections, receiver.requests.length]).toEqual([0, 0]);
}

describe("another destination names every saved secret at its field", () => {
  test.each<[string, () => string]>([
    ["another host and port", () => `${evil()}/hook/{{TOKEN}}?k=1`],
    ["another port", () => `http://127.0.0.1:${attacker.port}/hook/{{TOKEN}}?k=1`],
    ["another name of the same host", () => `http://localhost:${receiver.port}/hook/{{TOKEN}}?k=1`],
    ["the same host as IPv6", () => `http://[::ffff:127.0.0.1]:${receiver.port}/hook/{{TOKEN}}?k=1`],
    ["another scheme", () => `https://127.0.0.1:${receiver.port}/hook/{{TOKEN}}?k=1`],
    ["a dot behind a name of the same host", () => `http://localhost.:${receiver.port}/hook/{{TOKEN}}?k=1`],
    ["another path", () => `${home()}/other/{{TOKEN}}?k=1`],
    ["another case in the path", () => `${home()}/Hook/{{TOKEN}}?k=1`],
    ["a slash at the end of the path", () => `${home()}/hook/{{TOKEN}}/?k=1`],
    ["two slashes", () => `${home()}//hook/{{TOKEN}}?k=1`],
    ["a letter percent-encoded", () => `${home()}/%68ook/{{TOKEN}}?k=1`],
    ["another query", () => `${home()}/hook/{{TOKEN}}?k=2`],
    ["more query", () => `${home()}/hook/{{TOKEN}}?k=1&to=attacker`],
    ["an & at the end", () => `${home()}/hook/{{TOKEN}}?k=1&`],
    ["no query", () => `${home()}/hook/{{TOKEN}}`],
    ["the placeholder elsewhere", () => `${home()}/hook?k={{TOKEN}}`],
    ["the placeholder once more", () => `${home()}/hook/{{TOKEN}}?k={{TOKEN}}`],
  ])("%s", async (_, url) => {
    await expectRefused({ url: url() }, (auth) => AT[auth]);
  });

  test("URL and lists in one change, with everything said to be saved", async () => {
    for (const auth of ["basic", "token"] as const) {
      const { url_secrets, auth: savedAuth, headers } = (await api.get<Channel>(path(saved(auth).id))).body;
      const changes = { url: `${evil()}/hook/{{TOKEN}}?k=1`, url_secrets, auth: savedAuth, headers };
      for (const [, change] of ways) {
        const answer = await change(saved(auth).id, changes);
        expect(answer.body.issues?.map((issue) => issue.path)).toEqual(AT[auth]);
      }
    }
    expect(attacker.connections).toBe(0);
  });

  test("a new value of its placeholder, which could lead to another path", async () => {
    const rest = (auth: Auth) => AT[auth].slice(1);
    for (const value of ["attacker-path", "attacker/path", "attacker?to=", SAVED.url])
      await expectRefused({ url_secrets: [{ replacement: "TOKEN", value }] }, rest);
    // Said to be saved beside it, or with the value typed into the URL.
    const row = { replacement: "TOKEN", value: "attacker-path" };
    await expectRefused({ url_secrets: [{ ...row, saved: true }] }, rest);
    await expectRefused({ url: `${home()}/hook/attacker-path?k=1`, url_secrets: [row] }, rest);
    await expectRefused({ url_secrets: [row], headers: [] }, (auth) => AT[auth].slice(1, 2));
    await expectRefused({ url_secrets: [row], auth: { type: "none" } }, () => ["headers[1].value"]);
    await expectRefused({ url_secrets: [row], verify_ssl: true }, rest, { verifySsl: false });
  });

  test("a placeholder more", async () => {
    await expectRefused(
      {
        url: `${home()}/hook/{{TOKEN}}/{{MORE}}?k=1`,
        url_secrets: [
          { replacement: "TOKEN", saved: true },
          { replacement: "MORE", value: "entered-more" },
        ],
      },
      (auth) => AT[auth],
    );
  });

  test("a placeholder less", async () => {
    await expectRefused({ url: `${evil()}/hook?k=1`, url_secrets: [] }, (auth) => AT[auth].slice(1));
  });

  test("a row that masks a part of the URL that was plain", async () => {
    await expectRefused(
      {
        url_secrets: [
          { replacement: "TOKEN", saved: true },
          { replacement: "PATH", value: "hook" },
        ],
      },
      (auth) => AT[auth],
    );
  });

  test("a renamed replacement", async () => {
    await expectRefused(
      { url: `${home()}/hook/{{TOKEN2}}?k=1`, url_secrets: [{ replacement: "TOKEN2", saved: true }] },
      (auth) => AT[auth],
    );
  });

  test("Verify SSL Certificate from off to on, alone or with the URL", async () => {
    await expectRefused({ verify_ssl: true }, (auth) => AT[auth], { verifySsl: false });
    await expectRefused({ verify_ssl: true, url: `${evil()}/{{TOKEN}}` }, (auth) => AT[auth], {
      verifySsl: false,
    });
  });

  test("only what is not entered again is named", async () => {
    const url = `${evil()}/hook/{{TOKEN}}?k=1`;
    await expectRefused({ url, url_secrets: [{ replacement: "TOKEN", value: ENTERED.url }] }, (auth) =>
      AT[auth].slice(1),
    );
    await expectRefused({ url, auth: { type: "none" } }, (auth) =>
      AT[auth].filter((at) => !at.startsWith("auth")),
    );
    await expectRefused({ url, headers: [] }, (auth) => AT[auth].slice(0, 2));
  });
});

describe("what makes no URL is refused at the URL", () => {
  test.each<[string, () => string]>([
    [
      "a user that looks like the host",
      () => `http://127.0.0.1:${receiver.port}@127.0.0.1:${attacker.port}/hook/{{TOKEN}}?k=1`,
    ],
    ["a user and a password", () => `http://127.0.0.1:x@127.0.0.1:${attacker.port}/{{TOKEN}}`],
    ["an empty user", () => `http://@127.0.0.1:${attacker.port}/{{TOKEN}}`],
    [
      "a backslash that ends the host",
      () => `http://127.0.0.1:${attacker.port}\\@127.0.0.1:${receiver.port}/hook/{{TOKEN}}?k=1`,
    ],
    ["a fragment", () => `${evil()}/#${home()}/hook/{{TOKEN}}?k=1`],
    ["a line break in the host", () => `http://127.0.0.1:${attacker.port}\n.example/{{TOKEN}}`],
    ["the placeholder in the host", () => "http://{{TOKEN}}.evil.example/"],
    ["the placeholder as a user", () => `http://{{TOKEN}}@127.0.0.1:${attacker.port}/`],
    ["the placeholder as port", () => "http://127.0.0.1:{{TOKEN}}/"],
  ])("%s", async (_, url) => {
    for (const auth of ["basic", "token"] as const)
      for (const [way, change] of ways) {
        const answer = await change(saved(auth).id, { url: url() });
        expect(answer.status, way).toBe(422);
        expect(
          answer.body.issues?.map((issue) => issue.path),
          way,
        ).toContain("url");
      }
    expect([attacker.connections, receiver.requests.length]).toEqual([0, 0]);
  });
});

describe("a value that leads to another path is refused at its row", () => {
  test.each(["%2e%2e", ".%2E", "x/../..", "../attacker", "hook/.", "cut?off"])("%s", async (value) => {
    const url = `${home()}/hook/{{TOKEN}}/x?k=1`;
    const entered = { ...secretsOf("token", ENTERED), url_secrets: [{ replacement: "TOKEN", value }] };
    for (const [way, change] of ways) {
      const answer = await change(saved("token").id, { url, ...entered });
      expect(answer.status, way).toBe(422);
      expect(
        answer.body.issues?.map((issue) => issue.path),
        way,
      ).toEqual(["url_secrets[0].value"]);
    }
    expect([attacker.connections, receiver.requests.length]).toEqual([0, 0]);
  });
});

describe("a mask is no secret", () => {
  test.each(["••••", "****", "•*•*", "<secret>"])("%s is refused wherever one is entered", async (mask) => {
    const masks = { url: mask, password: mask, token: mask, header: mask };
    for (const auth of ["basic", "token"] as const)
      for (const [way, change] of ways) {
        const answer = await change(saved(auth).id, secretsOf(auth, masks));
        expect(answer.status, way).toBe(422);
        expect(new Set(answer.body.issues?.map((issue) => issue.path)), way).toEqual(new Set(AT[auth]));
      }
    expect(receiver.requests).toHaveLength(0);
  });
});

describe("a saved secret goes to nobody else in its own channel", () => {
  test("another Username needs the password", async () => {
    for (const username of ["eve", "Ada", "ada "])
      for (const [, change] of ways) {
        const answer = await change(saved("basic").id, { auth: { type: "basic", username, saved: true } });
        expect(answer.status).toBe(422);
        expect(answer.body.issues?.map((issue) => issue.path)).toEqual(["auth.password"]);
      }
  });

  test("a password is no token, and a token is no password", async () => {
    for (const [, change] of ways) {
      const asToken = await change(saved("basic").id, { auth: { type: "token", saved: true } });
      expect(asToken.body.issues?.map((issue) => issue.path)).toEqual(["auth.token"]);
      const asPassword = await change(saved("token").id, {
        auth: { type: "basic", username: "ada", saved: true },
      });
      expect(asPassword.body.issues?.map((issue) => issue.path)).toEqual(["auth.password"]);
    }
  });

  test.each<[string, object, string]>([
    ["made readable", { name: "X-Api-Key", sensitive: false, saved: true }, "headers[0].sensitive"],
    ["made readable by not saying", { name: "x-api-key", saved: true }, "headers[0].sensitive"],
    ["under another key", { name: "X-Other-Key", sensitive: true, saved: true }, "headers[0].value"],
    ["as Authorization", { name: "Authorization", sensitive: true, saved: true }, "headers[0].name"],
  ])("a sensitive header %s is refused", async (_, header, at) => {
    for (const auth of ["basic", "token"] as const)
      for (const [way, change] of ways) {
        const answer = await change(saved(auth).id, { headers: [header] });
        expect(answer.status, way).toBe(422);
        expect(
          answer.body.issues?.map((issue) => issue.path),
          way,
        ).toEqual([at]);
      }
    expect(receiver.requests).toHaveLength(0);
  });

  test("what is saved in one channel is not saved in another, nor in a new one", async () => {
    const answer = await api.request<Problem>("POST", "/api/v1/channels", {
      body: {
        name: "New",
        url: `${evil()}/hook/{{TOKEN}}?k=1`,
        url_secrets: [{ replacement: "TOKEN", saved: true }],
        auth: { type: "token", saved: true },
        headers: [{ name: "X-Api-Key", sensitive: true, saved: true }],
      },
    });
    expect(answer.body.issues?.map((issue) => issue.path)).toEqual([
      "url_secrets[0].value",
      "auth.token",
      "headers[0].value",
    ]);
  });
});

describe("edits are no oracle: a right guess is answered as a wrong one", () => {
  test.each<[string, (guess: string) => Changes]>([
    ["typed into the URL", (guess) => ({ url: `${home()}/hook/${guess}?k=1` })],
    ["typed beside the placeholder", (guess) => ({ url: `${home()}/hook/{{TOKEN}}?k=1&again=${guess}` })],
    [
      "as another row",
      (guess) => ({
        url_secrets: [
          { replacement: "TOKEN", saved: true },
          { replacement: "GUESS", value: guess },
        ],
      }),
    ],
    [
      "as a row and in the URL",
      (guess) => ({
        url: `${home()}/hook/${guess}?k=1`,
        url_secrets: [
          { replacement: "TOKEN", saved: true },
          { replacement: "GUESS", value: guess },
        ],
      }),
    ],
  ])("%s", async (_, changes) => {
    const wrong = "x".repeat(SAVED.url.length);
    for (const [way, change] of ways) {
      const [right, other] = [
        await change(saved("token").id, changes(SAVED.url)),
        await change(saved("token").id, changes(wrong)),
      ];
      expect(right.status, way).toBe(422);
      expect({ ...right.body }, way).toEqual({ ...other.body });
    }
  });
});

test("of all that was refused nothing is in the audit log, and no secret in the log", () => {
  const actions = inDatabase(tocsin.dataDir, (sqlite) =>
    sqlite
      .prepare("SELECT DISTINCT action FROM audit WHERE action LIKE 'channels.%' ORDER BY action")
      .pluck()
      .all(),
  );
  expect(actions).toEqual(["channels.create"]);
  expect(holdsAny(tocsin.output(), SAVED)).toBe(false);
});

describe("the same destination", () => {
  test.each<[string, () => string]>([
    ["another number of the same host", () => `http://2130706433:${receiver.port}/hook/{{TOKEN}}?k=1`],
    ["a short spelling of the same host", () => `http://127.1:${receiver.port}/hook/{{TOKEN}}?k=1`],
    ["a dot behind its number", () => `http://127.0.0.1.:${receiver.port}/hook/{{TOKEN}}?k=1`],
    ["the scheme in capitals", () => `HTTP://127.0.0.1:${receiver.port}/hook/{{TOKEN}}?k=1`],
    ["zeros in the port", () => `http://127.0.0.1:0${receiver.port}/hook/{{TOKEN}}?k=1`],
    ["a dot segment", () => `${home()}/./x/../hook/{{TOKEN}}?k=1`],
  ])("in another spelling is stored as it is sent: %s", async (_, url) => {
    const { id } = saved("basic");
    expect((await WAYS.PATCH(id, { url: url() })).status).toBe(200);
    expect((await api.get<Channel>(path(id))).body.url).toBe(`${home()}/hook/{{TOKEN}}?k=1`);
  });

  test("keeps all that is saved, in whatever order and case it is named", async () => {
    const { id } = saved("basic");
    const changes = {
      name: "Same place",
      url: `${home()}/hook/{{TOKEN}}?k=1`,
      url_secrets: [{ replacement: "TOKEN", saved: true }],
      auth: { type: "basic", username: "ada", saved: true },
      headers: [{ name: "x-api-KEY", sensitive: true, saved: true }],
    };
    expect((await WAYS.PATCH(id, changes)).status).toBe(200);
    const answer = await api.request<ChannelTest>("POST", `${path(id)}/test`);
    expect(answer.body).toMatchObject({ failure: null, response: { status: 200 } });
    const request = receiver.requests.at(-1);
    expect(request?.path).toBe(`/hook/${SAVED.url}?k=1`);
    expect(request?.headers).toMatchObject({
      "x-api-key": SAVED.header,
      authorization: `Basic ${Buffer.from(`ada:${SAVED.password}`).toString("base64")}`,
    });
  });

  test("Verify SSL Certificate from on to off keeps it too", async () => {
    const { id } = saved("token");
    expect((await WAYS.PATCH(id, { verify_ssl: false })).status).toBe(200);
    expect((await api.request<ChannelTest>("POST", `${path(id)}/test`)).body.failure).toBeNull();
    expect(receiver.requests.at(-1)?.headers.authorization).toBe(`Bearer ${SAVED.token}`);
    // And back on it is refused.
    expect((await WAYS.PATCH(id, { verify_ssl: true })).body.issues).toHaveLength(3);
  });
});

describe("another destination with everything entered again or deleted", () => {
  beforeEach(() => attacker.hangUp());

  const last = () => attacker.requests.at(-1)?.raw.toString("latin1") ?? "";

  test("is tested with what was entered, and stays unsaved", async () => {
    const { id } = saved("token", false);
    const before = (await api.get(path(id))).body;
    const answer = await WAYS.Test(id, { url: `${evil()}/new/{{TOKEN}}`, ...secretsOf("token", ENTERED) });
    expect(answer.status).toBe(200);
    expect(last()).toContain(`/new/${ENTERED.url} `);
    for (const value of [ENTERED.token, ENTERED.header]) expect(last()).toContain(value);
    expect(holdsAny(last(), SAVED)).toBe(false);
    expect((await api.get(path(id))).body).toEqual(before);
  });

  test.each(["basic", "token"] as const)(
    "is saved, and gets only what was entered, with %s",
    async (auth) => {
      const { id } = saved(auth, false);
      const changes = {
        url: `${evil()}/new/{{TOKEN}}`,
        verify_ssl: true,
        enabled: true,
        ...secretsOf(auth, ENTERED),
      };
      expect((await WAYS.PATCH(id, changes)).status).toBe(200);
      const { results } = await api.post({ alert_title: "A" });
      await api.waitForDelivery(results[0]?.event_id ?? "", "delivered", { channelId: id });
      expect(last()).toContain(`/new/${ENTERED.url} `);
      expect(holdsAny(last(), ENTERED)).toBe(true);
      await api.updateChannel(id, { enabled: false });
    },
  );

  test.each(["basic", "token"] as const)(
    "is saved without any, where all are deleted, with %s",
    async (auth) => {
      const { id } = saved(auth, true);
      const changes = {
        url: `${evil()}/none`,
        enabled: true,
        url_secrets: [],
        auth: { type: "none" },
        headers: [],
      };
      expect((await WAYS.PATCH(id, changes)).status).toBe(200);
      const { results } = await api.post({ alert_title: "A" });
      await api.waitForDelivery(results[0]?.event_id ?? "", "delivered", { channelId: id });
      expect(last()).toMatch(/^POST \/none /);
      await api.updateChannel(id, { enabled: false });
    },
  );

  test("what is deleted is gone: it can't be kept later", async () => {
    const { id } = saved("token", true);
    const url = `${home()}/hook/{{TOKEN}}?k=1`;
    const answer = await WAYS.PATCH(id, {
      url,
      url_secrets: [{ replacement: "TOKEN", saved: true }],
      auth: { type: "token", saved: true },
    });
    expect(answer.body.issues?.map((issue) => issue.path)).toEqual(["url_secrets[0].value", "auth.token"]);
    const left = inDatabase(tocsin.dataDir, (sqlite) =>
      sqlite.prepare("SELECT name FROM channel_secrets WHERE channel_id = ?").pluck().all(id),
    );
    expect(left).toEqual(["signing"]);
  });

  test("nobody but their own receiver ever got what was saved first", () => {
    for (const { raw } of attacker.requests) expect(holdsAny(raw.toString("latin1"), SAVED)).toBe(false);
    expect(holdsAny(tocsin.output(), SAVED) || holdsAny(tocsin.output(), ENTERED)).toBe(false);
  });
});

describe("who may", () => {
  test("a Test with unsaved changes needs the right to edit", async () => {
    const operator = connect(tocsin, ["read", "operate"]);
    const { id } = saved("basic", true);
    const answer = await operator.request<Problem>("POST", `${path(id)}/test`, {
      body: { channel: { name: "A" } },
    });
    expect(answer.status).toBe(403);
    expect((await operator.request("POST", `${path(id)}/test`, { body: {} })).status).toBe(200);
  });
});
