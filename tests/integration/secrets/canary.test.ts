import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Api, type Channel, connect, type Page } from "../../support/api.ts";
import { Canaries } from "../../support/canaries.ts";
import { inDatabase } from "../../support/database.ts";
import { type Answering, type Receiver, startReceiver } from "../../support/receiver.ts";
import { startTocsin, type Tocsin } from "../../support/server.ts";
import { Visitor } from "../../support/visitor.ts";

const canaries = new Canaries();
const email = "ada@example.com";
/** With letters that every encoding writes in its own way. */
const password = canaries.hatch("channel-password", " ü/+?&🔔");
const secrets = {
  urlToken: canaries.hatch("url-token"),
  urlKey: canaries.hatch("url-key", "%2Fü=&"),
  token: canaries.hatch("auth-token", "ü/+=~"),
  header: canaries.hatch("sensitive-header", " ü<>&\"'"),
  routingKey: canaries.hatch("routing-key", ' ü/+="\\'),
};
const adminPassword = canaries.hatch("admin-password");

let tocsin: Tocsin;
let api: Api;
let receiver: Receiver;
let visitor: Visitor;
let channels: Channel[];

/** Gives everything back, in every form and past the end of what is kept. */
const echo: Answering = ({ path, headers, rawBody }) => {
  const given = JSON.stringify({ path, headers, body: String(rawBody) });
  const bytes = Buffer.from(given, "latin1");
  const forms = [
    given,
    bytes.toString("base64"),
    `x${bytes.toString("latin1")}`,
    Buffer.from(`x${given}`).toString("base64"),
    bytes.toString("hex"),
    encodeURIComponent(given),
    JSON.stringify(given),
    headers.authorization ?? "",
    String(headers["x-api-key"]),
    path,
  ];
  const body = path.includes("/cut/")
    ? `${"-".repeat(64 * 1024 - 40)}${path}${headers.authorization}`
    : forms.join("\n");
  return {
    status: path.includes("/fine/") ? 200 : 400,
    headers: {
      "x-path": encodeURI(path),
      "x-authorization": Buffer.from(headers.authorization ?? "", "latin1").toString("hex"),
      "x-api-key": encodeURIComponent(String(headers["x-api-key"])),
      location: `https://elsewhere.example${encodeURI(path)}`,
    },
    body: Buffer.from(body, "latin1"),
  };
};

beforeAll(async () => {
  [tocsin, receiver] = await Promise.all([
    startTocsin({ env: { LOG_LEVEL: "trace", ADMIN_EMAIL: email, ADMIN_PASSWORD: adminPassword } }),
    startReceiver({ answer: echo }),
  ]);
  api = connect(tocsin);
  canaries.watch("api-key", api.key);
  visitor = new Visitor(tocsin.url);
  await visitor.signIn(email, adminPassword);
  channels = await Promise.all(["fine", "echo", "cut"].map(make));
});

afterAll(() => Promise.all([tocsin[Symbol.asyncDispose](), receiver.stop()]));

const path = ({ id }: { id: string }) => `/api/v1/channels/${id}`;

async function make(name: string, index: number): Promise<Channel> {
  const { signing_secret, ...channel } = await api.createChannel({
    name,
    url: `${receiver.url}/${name}/${secrets.urlToken}?key=${secrets.urlKey}`,
    url_secrets: [
      { replacement: "TOKEN", value: secrets.urlToken },
      { replacement: "KEY", value: secrets.urlKey },
    ],
    auth: index % 2 ? { type: "basic", username: "ada", password } : { type: "token", token: secrets.token },
    headers: [
      { name: "X-Team", value: "ops", sensitive: false },
      { name: "X-Api-Key", value: secrets.header, sensitive: true },
    ],
    format: index === 0 ? { type: "alert" } : { type: "pagerduty", routing_key: secrets.routingKey },
    retry_schedule: [],
  });
  canaries.watch(`signing-${name}`, signing_secret.slice("whsec_".length));
  return channel;
}

test("the receiver, and it alone, gets what was entered for it", async () => {
  const { results } = await api.post({ alert_title: "A" });
  const eventId = results[0]?.event_id ?? "";
  await Promise.all([
    api.waitForDelivery(eventId, "delivered", { channelId: channels[0]?.id ?? "" }),
    ...channels.slice(1).map(({ id }) => api.waitForDelivery(eventId, "failed", { channelId: id })),
  ]);
  const arrived = receiver.requests.map((one) =>
    Buffer.concat([Buffer.from(JSON.stringify([one.path, one.headers])), one.rawBody]),
  );
  const found = new Set(arrived.flatMap((one) => canaries.in(one)));
  expect([...found].sort()).toEqual([
    "auth-token",
    "channel-password",
    "routing-key",
    "sensitive-header",
    "url-key",
    "url-token",
  ]);
});

describe("no secret is in an answer of the REST interface", () => {
  const expectNone = (what: string, answer: unknown) =>
    expect(canaries.in(JSON.stringify(answer)), what).toEqual([]);

  test("that reads, changes or tests", async () => {
    for (const channel of channels) {
      const before = (await api.get<Channel>(path(channel))).body;
      const { url, url_secrets, auth, headers } = before;
      const answers = [
        before,
        await api.request("PATCH", path(channel), { body: { url, url_secrets, auth, headers } }),
        await api.request("POST", `${path(channel)}/test`),
        await api.request("POST", `${path(channel)}/test`, { body: { channel: { max_in_flight: 3 } } }),
      ];
      for (const answer of answers) expectNone(channel.name, answer);
    }
    expectNone("channels", (await api.get("/api/v1/channels")).body);
    expectNone("description", (await api.get("/api/v1/openapi.json")).body);
  });

  test("that shows deliveries and what came back", async () => {
    const { data } = (await api.get<Page<{ id: string }>>("/api/v1/deliveries?limit=100")).body;
    expect(data.length).toBeGreaterThanOrEqual(9);
    for (const { id } of data) {
      const delivery = await api.delivery(id);
      expect(delivery.attempts[0]?.response?.body.length).toBeGreaterThan(0);
      expectNone(id, delivery);
    }
  });

  test("that refuses", async () => {
    const entered = {
      url_secrets: [{ replacement: "TOKEN", value: secrets.urlToken }],
      auth: { type: "basic", username: "ada", password },
      headers: [{ name: "X-Api-Key", value: secrets.header, sensitive: true }],
    };
    const bodies: unknown[] = [
      { ...entered, name: "" },
      { ...entered, auth: { type: "token", token: `${secrets.token} ` } },
      { ...entered, auth: { type: "basic", username: "a:b", password } },
      { ...entered, headers: [{ name: "Bad Name", value: secrets.header }] },
      { ...entered, headers: [{ name: "X-A", value: `${secrets.header}\n€`, sensitive: true }] },
      { ...entered, url_secrets: [{ replacement: "bad name", value: secrets.urlKey }] },
      { ...entered, url_secrets: [{ replacement: "TOKEN", value: `${secrets.urlKey} {` }] },
      {
        ...entered,
        url: "https://evil.example/{{TOKEN}}",
        url_secrets: [{ replacement: "TOKEN", saved: true }],
      },
      {
        ...entered,
        url: `https://evil.example/${secrets.urlToken}`,
        url_secrets: [],
        auth: { type: "token", saved: true },
      },
      { ...entered, url: `ftp://${secrets.urlToken}` },
      { ...entered, colour: secrets.token },
      { ...entered, retry_schedule: [secrets.token] },
      { ...entered, format: { type: "pagerduty", routing_key: secrets.routingKey }, name: "" },
      { ...entered, format: { type: "slack", routing_key: secrets.routingKey } },
      { ...entered, format: { type: secrets.routingKey } },
      { ...entered, version: 0 },
      JSON.stringify(secrets).slice(0, -1),
      `{"auth":{"type":"token","token":"${secrets.token}"x}}`,
    ];
    for (const body of bodies)
      for (const [method, to] of [
        ["PATCH", path(channels[0] ?? { id: "" })],
        ["POST", "/api/v1/channels"],
      ] as const) {
        const answer = await api.request(method, to, { body });
        expect(answer.status).toBeGreaterThanOrEqual(400);
        expectNone(`${method} ${String(JSON.stringify(body)).slice(0, 60)}`, answer.body);
      }
  });

  test("that is no JSON, though the parser's own sentence would quote what is around the fault", async () => {
    canaries.watch("quoted", "shrt-9f3a");
    for (const body of ['{"auth":{"token":shrt-9f3a}}', '{"token":shrt-9f3a}', '{"token":"shrt-9f3a"x}']) {
      const answer = await api.request("POST", "/api/v1/channels", { body });
      expect(answer.status).toBe(400);
      expectNone(body, answer.body);
    }
  });
});

describe("no secret is on a page", () => {
  /** Every page that links lead to, as HTML and as what the router fetches. */
  async function crawl(): Promise<Map<string, string>> {
    const pages = new Map<string, string>();
    const waiting = [
      "/",
      "/settings/notification-channels/webhooks",
      "/settings/notification-channels/webhooks/new",
    ];
    for (const { id } of channels) waiting.push(`/settings/notification-channels/webhooks/${id}`);
    while (waiting.length > 0 && pages.size < 200) {
      const next = waiting.shift() ?? "";
      if (pages.has(next)) continue;
      const answer = await visitor.request(next);
      const html = await answer.text();
      pages.set(next, html + JSON.stringify([...answer.headers]));
      const location = answer.headers.get("location");
      const links = [...html.matchAll(/href="(\/[^"#]*)"/g)].map(([, link = ""]) =>
        link.replaceAll("&amp;", "&"),
      );
      for (const link of [...links, ...(location === null ? [] : [location.replace(tocsin.url, "")])])
        if (link.startsWith("/") && !link.startsWith("/_next") && !link.startsWith("/api/auth"))
          waiting.push(link);
    }
    for (const page of [...pages.keys()])
      for (const headers of ASKED_BY_THE_ROUTER) {
        const answer = await visitor.request(
          `${page}${page.includes("?") ? "&" : "?"}_rsc=${Math.random()}`,
          { headers },
        );
        pages.set(`${page} ${JSON.stringify(headers)}`, await answer.text());
      }
    return pages;
  }

  const ASKED_BY_THE_ROUTER: Record<string, string>[] = [
    { rsc: "1" },
    { rsc: "1", "next-router-prefetch": "1" },
  ];

  test("in its HTML or its component payload", async () => {
    const pages = await crawl();
    const kinds = [
      /webhooks$/,
      /webhooks\/new$/,
      /webhooks\/chn_[^ /]+$/,
      /webhooks\/chn_[^ /]+\/deliveries$/,
      /webhooks\/chn_[^ /]+\/security$/,
      /webhooks\/chn_[^ /]+\/used-by$/,
      /deliveries$/,
      /deliveries\/dlv_[^ ]+$/,
      /api-keys$/,
    ];
    for (const kind of kinds)
      expect(
        [...pages.keys()].some((page) => kind.test(page)),
        String(kind),
      ).toBe(true);
    for (const { id, name } of channels) {
      const page = pages.get(`/settings/notification-channels/webhooks/${id}`) ?? "";
      expect(page).toContain(name);
      expect(page).toContain("{{TOKEN}}");
    }
    for (const [page, text] of pages) expect(canaries.in(text), page).toEqual([]);
  });

  test("in what an action resolves with", async () => {
    const [channel, second] = channels;
    const file = "app/(console)/settings/notification-channels/webhooks/actions.ts";
    const page = `/settings/notification-channels/webhooks/${channel?.id}`;
    const call = async (name: string, args: unknown[]) =>
      (await visitor.callAction({ file, name, page }, args)).text();
    const entered = {
      auth: { type: "basic", username: "ada", password },
      headers: [{ name: "X-Api-Key", value: secrets.header, sensitive: true }],
    };
    const answers = [
      await call("changeChannel", [channel?.id, entered]),
      await call("changeChannel", [channel?.id, { ...entered, url: "https://evil.example/{{TOKEN}}" }]),
      await call("changeChannel", [channel?.id, { ...entered, name: "" }]),
      await call("testChannel", [{ id: channel?.id }]),
      await call("testChannel", [{ id: channel?.id, channel: { max_in_flight: 2 } }]),
      await call("createChannel", [{ ...entered, name: "", url: "x" }]),
      await call("changeChannel", [second?.id, { format: { type: "pagerduty", saved: true } }]),
    ];
    for (const answer of answers) {
      expect(answer).toContain('"ok":');
      expect(canaries.in(answer)).toEqual([]);
    }
  });
});

describe("no secret is kept in clear", () => {
  test("after a rotation, an edit and a deletion too", async () => {
    const [first, second, third] = channels;
    const rotated = await api.request<{ signing_secret: string }>(
      "POST",
      `${path(first ?? { id: "" })}/rotate-signing-secret`,
    );
    canaries.watch("signing-rotated", rotated.body.signing_secret.slice("whsec_".length));
    await api.request("PATCH", path(second ?? { id: "" }), { body: { auth: { type: "none" }, headers: [] } });
    await api.request("DELETE", path(third ?? { id: "" }));
  });

  test("in any row", () => {
    inDatabase(tocsin.dataDir, (sqlite) => {
      const tables = sqlite.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").pluck().all();
      expect(tables).toEqual(
        expect.arrayContaining(["audit", "attempts", "channels", "channel_secrets", "deliveries"]),
      );
      for (const table of tables)
        for (const row of sqlite.prepare(`SELECT * FROM "${table}"`).all() as Record<string, unknown>[])
          for (const [column, value] of Object.entries(row))
            expect(canaries.in(Buffer.isBuffer(value) ? value : String(value)), `${table}.${column}`).toEqual(
              [],
            );
    });
  });

  test("in the bytes of any file, the write-ahead log among them", () => {
    const names = readdirSync(tocsin.dataDir);
    expect(names).toEqual(expect.arrayContaining(["tocsin.db", "tocsin.db-wal"]));
    for (const name of names) expect(canaries.in(readFileSync(join(tocsin.dataDir, name))), name).toEqual([]);
  });

  test("in the log, which tells everything that it can", async () => {
    await tocsin.stop();
    expect(tocsin.logs().length).toBeGreaterThan(2);
    for (const line of tocsin.output().split("\n")) expect(canaries.in(line), line.slice(0, 200)).toEqual([]);
  });
});
