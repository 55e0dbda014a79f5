import { readdirSync } from "node:fs";
import { join } from "node:path";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Api, apiOf, type Channel, type Delivery, type Page } from "../../support/api.ts";
import { tocsin as cli } from "../../support/cli.ts";
import { inDatabase } from "../../support/database.ts";
import { temporaryFolder } from "../../support/folder.ts";
import type { OpenidProvider } from "../../support/openid-provider.ts";
import { startTocsin, type Tocsin } from "../../support/server.ts";
import { setClock, shiftedClock } from "../../support/shifted-clock.ts";
import { codeAfter } from "../../support/totp.ts";
import { until } from "../../support/until.ts";
import { Visitor } from "../../support/visitor.ts";
import {
  copyOfVersion,
  isAtWork,
  keptVersions,
  readAll,
  type VersionFacts,
  versionFacts,
} from "../../version-folder/facts.ts";
import { ADMIN, signInByProvider } from "../../version-folder/people.ts";
import { postAsSenders } from "../../version-folder/senders.ts";
import { ENV, startProvider, startReceivers } from "../../version-folder/world.ts";

/** By then every retry that waited is due, and no session or idempotency key has run out. */
const LATER_MS = 2 * 3_600_000;

/** Tables that the folder of 1.0.0 may have without a row. */
const MAY_BE_EMPTY = new Set(["sizes"]);

describe.each(keptVersions())("a data folder of version %s", (version) => {
  const then: VersionFacts = versionFacts(version);
  const madeAt = Date.parse(then.madeAt);
  const stack = new AsyncDisposableStack();
  let clock: string;
  let dataDir: string;
  let receivers: Awaited<ReturnType<typeof startReceivers>>;
  let provider: OpenidProvider;
  let tocsin: Tocsin;
  let manage: Api;
  let ingest: Api;
  let migrations: number;
  /** How far our clock is ahead of the server's, ms. */
  let aheadMs: number;

  async function start(at: number): Promise<void> {
    setClock(clock, at);
    aheadMs = Date.now() - at;
    tocsin = stack.use(await startTocsin({ dataDir, env: { ...ENV, ...shiftedClock(clock) } }));
    [manage, ingest] = [apiOf(tocsin.url, then.keys.manage), apiOf(tocsin.url, then.keys.ingest)];
  }

  const applied = () => one("SELECT count(*) FROM __drizzle_migrations") as number;
  const one = (query: string) => inDatabase(dataDir, (sqlite) => sqlite.prepare(query).pluck().get());

  /** The request with this event's id at a path. */
  const sent = (path: string, eventId: string) =>
    receivers.plain.requests.find(
      (request) => request.path === path && request.headers["webhook-id"] === eventId,
    );

  const channelId = async (name: string) =>
    (await manage.get<Page<Channel>>("/api/v1/channels?limit=100")).body.data.find((one) => one.name === name)
      ?.id ?? "";

  /** Posts an alert for the channel; resolves with its event's id once it is delivered. */
  async function delivered(category: string): Promise<string> {
    const { results } = await ingest.post({
      alert_title: "After the upgrade",
      category,
      details: { load: 0.5 },
    });
    const eventId = results[0]?.event_id ?? "";
    await manage.waitForDelivery(eventId, "delivered", { channelId: await channelId(category) });
    return eventId;
  }

  beforeAll(async () => {
    clock = join(stack.use(temporaryFolder()).path, "clock");
    receivers = stack.use(await startReceivers(then.tls));
    provider = stack.use(await startProvider());
    dataDir = stack.use(copyOfVersion(version)).path;
    migrations = applied();
    receivers.recover();
    await start(madeAt);
  });

  afterAll(() => stack.disposeAsync());

  test("holds something of everything", () => {
    const empty = inDatabase(dataDir, (sqlite) =>
      sqlite
        .prepare<[], string>("SELECT name FROM sqlite_master WHERE type = 'table'")
        .pluck()
        .all()
        .filter((name) => sqlite.prepare(`SELECT 1 FROM "${name}"`).get() === undefined),
    );
    expect(empty.filter((name) => !MAY_BE_EMPTY.has(name))).toEqual([]);
  });

  test("is migrated where it is older, after a copy was made, and the start says so", () => {
    const isOlder = applied() > migrations;
    const told = tocsin
      .logs()
      .filter(({ msg }) => msg === "the database was migrated; a copy was made first");
    expect(told.length).toBe(isOlder ? 1 : 0);
    const copies = readdirSync(dataDir, { recursive: true }).filter((name) =>
      /before-migration-/.test(String(name)),
    );
    expect(copies.length).toBe(isOlder ? 1 : 0);
    expect(one("PRAGMA integrity_check")).toBe("ok");
  });

  test("tells of everything as before", async () => {
    const now = await readAll(tocsin.url, then.keys.manage);
    for (const [path, answer] of Object.entries(then.answers))
      if (!isAtWork(answer)) expect(timeless(now.answers[path]), path).toMatchObject(timeless(answer));
    for (const [path, ids] of Object.entries(then.lists)) {
      const known = new Set(ids);
      expect(
        now.lists[path]?.filter((id) => known.has(id)),
        path,
      ).toEqual(ids);
    }
  });

  test("finds its alerts by their words", async () => {
    const found = await manage.get<Page<{ alert_id: string }>>("/api/v1/alerts?q=unicode-host");
    expect(found.body.data.map(({ alert_id }) => alert_id)).toEqual(["disk-3"]);
  });

  test("delivers signed, with the secrets that it had sealed", async () => {
    const { url, password, token, header } = then.secrets;
    const everything = sent(`/ok/${url}?x=1`, await delivered("Everything"));
    expect(everything?.headers).toMatchObject({
      authorization: `Basic ${Buffer.from(`tocsin:${password}`).toString("base64")}`,
      "x-api-key": header,
      "x-team": "ops",
    });
    expect(sent("/token", await delivered("Token"))?.headers.authorization).toBe(`Bearer ${token}`);
    const pinned = await delivered("Pinned");
    expect(receivers.securely.map(({ headers }) => headers["webhook-id"])).toContain(pinned);
    const signed = Object.fromEntries(
      ["webhook-id", "webhook-timestamp", "webhook-signature"].map((name) => [
        name,
        String(everything?.headers[name]),
      ]),
    );
    // The library refuses a time that is long ago.
    const webhook = new Webhook(then.signing.Everything ?? "");
    expect(signed["webhook-signature"]).toBe(
      webhook.sign(
        signed["webhook-id"] ?? "",
        new Date(Number(signed["webhook-timestamp"]) * 1_000),
        everything?.rawBody.toString() ?? "",
      ),
    );
  });

  test("delivers in its formats", async () => {
    const template = sent("/template", await delivered("Template"));
    expect(JSON.parse(String(template?.rawBody))).toEqual({ title: "After the upgrade", load: 0.5 });
    const slack = sent("/slack", await delivered("Slack"));
    expect(JSON.parse(String(slack?.rawBody))).toMatchObject({ attachments: [expect.anything()] });
  });

  test("keeps what a mute and Access Requests say", async () => {
    const { results } = await ingest.post([
      { alert_title: "Muted", category: "Muted" },
      { alert_title: "Access", di_event: "access_management_access_request" },
    ]);
    const routing = async (at: number) =>
      (await manage.alert(results[at]?.alert_id ?? "")).events[0]?.routing.map(
        ({ channel_name, reason }) => `${channel_name}: ${reason}`,
      );
    expect(await routing(0)).toContain("Muted: muted");
    expect(await routing(1)).toContain("Everything: null");
  });

  test("takes its keys, but not the revoked one, and each only for what it may", async () => {
    const status = async (key: string) => (await apiOf(tocsin.url, key).get("/api/v1/rules")).status;
    const { read, operate, revoked, elsewhere } = then.keys;
    expect([
      await status(read),
      await status(operate),
      await status(revoked),
      await status(elsewhere),
    ]).toEqual([200, 403, 401, 403]);
  });

  test("takes posts in the senders' own formats, with the settings and secrets of its sources", async () => {
    await postAsSenders(ingest, then.ownSource);
    const wrong = { "sentry-hook-resource": "event_alert", "sentry-hook-signature": "00" };
    const body = { action: "triggered", data: {} };
    expect((await ingest.request("POST", "/api/v1/in/sentry", { body, headers: wrong })).status).toBe(401);
    expect(one("SELECT count(*) FROM sns_subscriptions")).toBe(1);
  });

  test("answers a repeat of a post with an idempotency key as before", async () => {
    const { key, body, results } = then.keyedPost;
    const again = (await ingest.post(body, { "idempotency-key": key })).results;
    expect(again).toEqual(results.map((result) => ({ ...result, duplicate: true })));
  });

  describe("lets its users in", () => {
    const signIn = async (email: string) => {
      const visitor = new Visitor(tocsin.url);
      return { visitor, ...(await visitor.signIn(email, then.password)) };
    };
    const openedBy = async (visitor: Visitor) => (await visitor.request("/alerts")).status;

    test("by their passwords, but nobody who is disabled", async () => {
      for (const email of [ADMIN, "otto@example.com", "vera@example.com"])
        expect(await openedBy((await signIn(email)).visitor), email).toBe(200);
      expect(await openedBy((await signIn("dora@example.com")).visitor)).toBe(307);
    });

    test("by a second factor: a code, or a recovery code", async () => {
      const { secret, recoveryCodes } = then.secondFactor;
      for (const code of [codeAfter(secret, 0, Date.now() - aheadMs), recoveryCodes[0] ?? ""]) {
        const { visitor } = await signIn("tina@example.com");
        expect(await openedBy(visitor)).toBe(307);
        await visitor.sendForm("/login/code?next=%2Frules", { code, next: "/rules" });
        expect(await openedBy(visitor)).toBe(200);
      }
    });

    test("by the provider, as the users whom it made or linked", async () => {
      const users = one("SELECT count(*) FROM users");
      // The provider's clock is the real one.
      const at = Math.floor(madeAt / 1_000);
      provider.forge = (claims) => ({ ...claims, iat: at, exp: at + 3_600 });
      for (const [login, email] of [
        ["olga", "olga@example.com"],
        ["piet", "piet@example.com"],
      ] as const) {
        const { visitor, led } = await signInByProvider(tocsin.url, provider, login);
        expect(led, login).toBe("/rules");
        expect(await (await visitor.request("/profile")).text()).toContain(email);
      }
      expect(one("SELECT count(*) FROM users")).toBe(users);
    });

    test("by a session that was open, and by an invite that was sent", async () => {
      const visitor = new Visitor(tocsin.url);
      for (const [name, value] of Object.entries(then.session)) visitor.cookies.set(name, value);
      expect(await openedBy(visitor)).toBe(200);
      const invited = new Visitor(tocsin.url);
      await invited.sendForm(`/invite?token=${then.inviteToken}`, { password: then.password });
      expect(await openedBy(invited)).toBe(200);
    });
  });

  test("goes on with the job that the stop found at work", async () => {
    const job = String(one("SELECT id FROM jobs ORDER BY seq DESC LIMIT 1"));
    const ended = await until("the end of the job", async () => {
      type Job = { state: string; done: number; total: number };
      const { body } = await manage.get<Job>(`/api/v1/jobs/${job}`);
      return body.state !== "running" && body;
    });
    expect(ended).toMatchObject({ state: "done", done: ended.total });
    const ids = receivers.plain.requests
      .filter(({ path }) => path === "/slow")
      .map(({ headers }) => headers["webhook-id"]);
    expect([ids.length, new Set(ids).size]).toEqual([ended.total, ended.total]);
  });

  test("sends what waited once it is due, and holds what a restore holds until an admin sends it", async () => {
    await tocsin.stop();
    await start(madeAt + LATER_MS);
    const pending = () => manage.deliveries({ state: "pending", limit: "100" });
    const namesOf = (deliveries: Delivery[]) => [
      ...new Set(deliveries.map((delivery) => delivery.channel_name)),
    ];
    await until("the end of what is due", async () => namesOf(await pending()).length === 2);
    expect(namesOf(await pending()).toSorted()).toEqual(["Disabled", "Held"]);
    const admin = new Visitor(tocsin.url);
    await admin.signIn(ADMIN, then.password);
    const held = (await manage.deliveries({ channel_id: await channelId("Held"), state: "pending" })).map(
      ({ event_id }) => event_id,
    );
    expect(held.length).toBe(4);
    const page = "/deliveries";
    const file = "app/(console)/deliveries/actions.ts";
    expect(await admin.act({ file, name: "sendHeld", page }, [])).toEqual({ ok: true, value: 3 });
    for (const eventId of held) await manage.waitForDelivery(eventId, "delivered");
    await manage.updateChannel(await channelId("Disabled"), { enabled: true });
    await until("nothing to wait", async () => (await pending()).length === 0);
  });

  test("can be backed up, restored and sealed by a new key", async () => {
    const file = join(stack.use(temporaryFolder()).path, "backup.db");
    const run = async (...args: string[]) => {
      const { code, stderr } = await cli(args, { dataDir, env: shiftedClock(clock) });
      expect([code, stderr]).toEqual([0, expect.anything()]);
    };
    await run("backup", file);
    await tocsin.stop();
    await run("restore", file);
    await run("key", "rotate");
    await start(madeAt + LATER_MS);
    await delivered("Token");
  });
});

/** Without the time at which a request that was never sent would be sent now. */
function timeless(answer: unknown): object {
  const {
    request,
    attempts_made: made,
    ...rest
  } = answer as {
    request?: { headers: Record<string, string> };
    attempts_made?: number;
  };
  if (request === undefined || made !== 0) return answer as object;
  const { "webhook-timestamp": _, ...headers } = request.headers;
  return { ...rest, request: { ...request, headers } };
}
