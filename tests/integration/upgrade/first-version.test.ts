import { createServer } from "node:https";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { AUDIT_ACTIONS } from "#lib/domain/people/audit.ts";
import { type Alert, type Api, apiOf, type Channel, type Page, type Rule } from "../../support/api.ts";
import { inDatabase } from "../../support/database.ts";
import { copyOfFolder, factsOf } from "../../support/former-folders.ts";
import { type ReceivedRequest, startReceiver } from "../../support/receiver.ts";
import { startTocsin, type Tocsin } from "../../support/server.ts";
import { until } from "../../support/until.ts";
import { Visitor } from "../../support/visitor.ts";

const firstVersion = factsOf("first-version");
const { keys, secrets, ports, tls } = firstVersion;

/** Younger than any fixture grows: what it tests is the migration, not the retention. */
const env = { RETENTION_DAYS: "36500" };

/** What the first version answered about a thing, of the members that it knew. */
const knownThen = <T extends object>(then: T, now: object): Partial<T> =>
  Object.fromEntries(
    Object.keys(then).map((key) => [key, (now as Record<string, unknown>)[key]]),
  ) as Partial<T>;

describe("a data folder of the first version", () => {
  const stack = new AsyncDisposableStack();
  let tocsin: Tocsin;
  let manage: Api;
  const received: ReceivedRequest[] = [];
  /** The paths that came over HTTPS. */
  const securely: string[] = [];
  let dataDir: string;

  beforeAll(async () => {
    const receiver = stack.use(await startReceiver({ port: ports.http }));
    receiver.answer = (request) => {
      received.push(request);
      return { status: 200 };
    };
    const secure = createServer({ cert: tls.cert, key: tls.key }, (request, response) => {
      securely.push(request.url ?? "");
      request.resume().on("end", () => response.end());
    }).listen(ports.https, "127.0.0.1");
    stack.defer(() => {
      secure.close();
      secure.closeAllConnections();
    });
    const folder = stack.use(copyOfFolder("first-version"));
    dataDir = folder.path;
    tocsin = stack.use(await startTocsin({ dataDir: folder.path, env }));
    manage = apiOf(tocsin.url, keys.manage);
  });

  afterAll(() => stack.disposeAsync());

  test("keeps its channels, with the certificate that one had pinned", async () => {
    const { data } = (await manage.get<Page<Channel>>("/api/v1/channels?limit=100")).body;
    type Then = (typeof firstVersion.channels)[number];
    const settings = ({ failing_since: _, url: __, version: ___, updated_at: ____, ...rest }: Then) => rest;
    const then = firstVersion.channels.map(settings);
    expect(data.map((now, index) => knownThen(then[index] ?? {}, now))).toEqual(then);
    expect(data.find(({ name }) => name === "Pinned")?.certificate.pinned).toBe(tls.sha256);
  });

  test("writes every URL as it is sent, also that of a deleted channel", async () => {
    const urls = async () => {
      const { data } = (await manage.get<Page<Channel>>("/api/v1/channels?limit=100")).body;
      return new Map(data.map(({ name, url }) => [name, url]));
    };
    const then = new Map(firstVersion.channels.map(({ name, url }) => [name, url]));
    expect(await urls()).toEqual(
      new Map([
        ...then,
        ["Odd spelling", `http://localhost:${ports.http}/ok/%C3%A9d/%7Bx%7d?a=%C3%A9&b=%C3%A9`],
        ["Pinned", `https://localhost:${ports.https}/b/%7etest/{{TOKEN}}?q=%C3%A9&r={{ROOM}}`],
      ]),
    );
    const stored = inDatabase(dataDir, (sqlite) =>
      sqlite.prepare("SELECT url FROM channels WHERE deleted_at IS NOT NULL").pluck().all(),
    );
    expect(stored).toEqual([expect.stringMatching(/^https?:\/\/[a-z0-9.:]+\//)]);
    const fact = inDatabase(dataDir, (sqlite) =>
      sqlite.prepare("SELECT value FROM installation WHERE name = 'urls_as_sent'").pluck().get(),
    );
    expect(fact).toMatch(/^\d{4}-/);
  });

  test("keeps how its channels did", async () => {
    const { data } = (await manage.get<Page<Channel>>("/api/v1/channels?limit=100")).body;
    const health = Object.fromEntries(data.map((channel) => [channel.name, channel.health]));
    // Nothing waits for it that could probe it.
    expect(health).toMatchObject({
      Discarded: "failing",
      Delivered: "healthy",
      Held: "disabled",
      Gone: "disabled",
    });
  });

  test("keeps its rules and the Access Requests settings", async () => {
    const { data } = (await manage.get<Page<Rule>>("/api/v1/rules")).body;
    const byId = new Map(data.map((rule) => [rule.id, rule]));
    for (const then of firstVersion.rules) expect(knownThen(then, byId.get(then.id) ?? {})).toEqual(then);
    expect((await manage.get("/api/v1/access-requests")).body).toEqual(firstVersion.accessRequests);
  });

  test("gets the rule Tocsin itself, disabled, and channels that may be disabled automatically", async () => {
    const rules = (await manage.get<Page<Rule>>("/api/v1/rules")).body.data;
    expect(rules.find(({ name }) => name === "Tocsin itself")).toMatchObject({ enabled: false, version: 1 });
    const channels = (await manage.get<Page<Channel>>("/api/v1/channels?limit=100")).body.data;
    expect(new Set(channels.map(({ auto_disable }) => auto_disable))).toEqual(new Set([true]));
  });

  test("keeps its alerts with their events", async () => {
    const { data } = (await manage.get<Page<Alert>>("/api/v1/alerts?limit=100")).body;
    const byId = new Map(data.map((alert) => [alert.alert_id, alert]));
    for (const then of firstVersion.alerts) {
      expect(knownThen(then, byId.get(then.alert_id) ?? {})).toEqual(then);
      const eventsThen = firstVersion.deliveries.filter((one) => one.alert_id === then.alert_id && !one.test);
      const eventsNow = (await manage.alert(then.alert_id)).events.map(({ event_id }) => event_id);
      expect(eventsNow).toEqual(expect.arrayContaining(eventsThen.map(({ event_id }) => event_id)));
    }
  });

  test("finds its alerts by their words, which the clock indexes anew, and by category and source", async () => {
    const unindexed =
      "SELECT count(*) FROM alerts WHERE seq NOT IN (SELECT alert_seq FROM alert_search_rows)";
    await until("every alert to be indexed", async () =>
      inDatabase(tocsin.dataDir, (sqlite) => sqlite.prepare(unindexed).pluck().get() === 0),
    );
    const idsOf = async (query: Record<string, string>) => {
      const { data } = (await manage.get<Page<Alert>>(`/api/v1/alerts?${new URLSearchParams(query)}`)).body;
      return data.map(({ alert_id }) => alert_id);
    };
    expect(await idsOf({ q: "unicode-host" })).toEqual(["disk-2"]);
    expect((await idsOf({ q: "FULL disk stor" })).toSorted()).toEqual(["disk-1", "disk-2"]);
    expect((await idsOf({ category: "Storage", source_name: "Grafana" })).toSorted()).toEqual([
      "disk-1",
      "disk-2",
    ]);
    for (const { alert_id } of firstVersion.alerts)
      expect(await idsOf({ q: alert_id, source_name: "Grafana" })).toEqual([alert_id]);
  });

  test("has its lists walked by cursors, and its alerts changed by a job", async () => {
    type Listed = Page<Alert> & { as_of: string };
    const first = (await manage.get<Listed>("/api/v1/alerts?limit=1")).body;
    const rest = (await manage.get<Listed>(`/api/v1/alerts?limit=100&cursor=${first.next_cursor}`)).body;
    expect(1 + rest.data.length).toBeGreaterThanOrEqual(firstVersion.alerts.length);
    const body = { alert_ids: [first.data[0]?.alert_id], as_of: first.as_of, status: first.data[0]?.status };
    const answer = await manage.request<{ job_id: string }>("POST", "/api/v1/alerts/status", { body });
    expect(answer).toMatchObject({ status: 202, body: { matched: 1, newer: 0 } });
    const job = await until("the end of the job", async () => {
      const now = (await manage.get<{ state: string }>(`/api/v1/jobs/${answer.body.job_id}`)).body;
      return now.state === "running" ? undefined : now;
    });
    expect(job).toMatchObject({ state: "done", done: 1, total: 1 });
  });

  test("keeps every delivery that had ended as it was", async () => {
    for (const then of firstVersion.deliveries.filter(({ state }) => state !== "pending"))
      expect(knownThen(then, await manage.delivery(then.id))).toEqual(then);
  });

  test("delivers with the secrets that it had sealed", async () => {
    const accepted = await apiOf(tocsin.url, keys.ingest).post({
      alert_title: "After the upgrade",
      details: { region: "eu" },
    });
    const eventId = accepted.results[0]?.event_id ?? "";
    const sentTo = async (name: string) => {
      const channelId = firstVersion.channels.find((channel) => channel.name === name)?.id ?? "";
      return await manage.waitForDelivery(eventId, "delivered", { channelId });
    };
    await sentTo("Delivered");
    const request = received.find(
      ({ path, headers }) => path === `/ok/${secrets.urlToken}?x=1` && headers["webhook-id"] === eventId,
    );
    expect(request?.headers["tocsin-hops"]).toBe("1");
    expect(request?.headers["x-api-key"]).toBe(secrets.header);
    expect(request?.headers.authorization).toBe(
      `Basic ${Buffer.from(`tocsin:${secrets.basicPassword}`).toString("base64")}`,
    );
    await sentTo("Odd spelling");
    expect(received.filter(({ path }) => path.startsWith("/ok/%C3")).map(({ path }) => path)).toContain(
      "/ok/%C3%A9d/%7Bx%7d?a=%C3%A9&b=%C3%A9",
    );
    await sentTo("Pinned");
    expect(new Set(securely)).toEqual(new Set([`/b/%7etest/${secrets.urlToken}?q=%C3%A9&r=${secrets.room}`]));
    await sentTo("Not found");
    expect(received.find(({ path }) => path === "/missing")?.headers.authorization).toBe(
      `Bearer ${secrets.bearer}`,
    );
  });

  test("ends an alert where the first version had sent it, though no rule sends the end there", async () => {
    const pages = firstVersion.rules.find(({ name }) => name === "Disk pages");
    const every = firstVersion.rules.find(({ name }) => name === "All alerts");
    const channelId = firstVersion.channels.find(({ name }) => name === "Delivered")?.id ?? "";
    await manage.request("PATCH", `/api/v1/rules/${every?.id}`, { body: { statuses: ["Open"] } });
    const { results } = await apiOf(tocsin.url, keys.ingest).post({
      alert_id: "disk-1",
      alert_title: "All is well",
      status: "Resolved",
    });
    const eventId = results[0]?.event_id ?? "";
    await manage.waitForDelivery(eventId, "delivered", { channelId });
    const sent = received.find(({ headers }) => headers["webhook-id"] === eventId);
    expect(JSON.parse(sent?.rawBody.toString() ?? "")).toMatchObject({
      rule_id: pages?.id,
      priority: "Critical",
    });
  });

  test("counts no hops for what came before hops were counted", async () => {
    const alertId = firstVersion.alerts.find(({ status }) => status === "Resolved")?.alert_id ?? "";
    const body = { status: "Open" };
    expect((await manage.request("POST", `/api/v1/alerts/${alertId}/status`, { body })).status).toBe(200);
    const eventId = (await manage.alert(alertId)).events[0]?.event_id;
    await expect
      .poll(() => received.find(({ headers }) => headers["webhook-id"] === eventId)?.headers["tocsin-hops"])
      .toBe("1");
  });

  test("names its audit rows like the verbs", () => {
    const actions = inDatabase(dataDir, (sqlite) =>
      sqlite.prepare("SELECT DISTINCT action FROM audit").pluck().all(),
    );
    expect(actions).toContain("channels.create");
    expect(AUDIT_ACTIONS).toEqual(expect.arrayContaining(actions));
  });

  test("keeps its keys, and the revoked one revoked", async () => {
    expect((await apiOf(tocsin.url, keys.read).get("/api/v1/rules")).status).toBe(200);
    expect((await apiOf(tocsin.url, keys.operate).get("/api/v1/rules")).status).toBe(403);
    expect((await apiOf(tocsin.url, keys.revoked).get("/api/v1/rules")).status).toBe(401);
  });

  test("lets its users sign in", async () => {
    const visitor = new Visitor(tocsin.url);
    await visitor.signIn("olga@example.com", firstVersion.password);
    expect((await visitor.request("/alerts")).status).toBe(200);
  });

  test("loses no delivery that was pending, and sends what is due", async () => {
    const pending = firstVersion.deliveries.filter(({ state }) => state === "pending");
    expect(pending.length).toBeGreaterThan(5);
    // Some wait a day for their next attempt, and all expire one day: what counts is that each is still told of.
    for (const then of pending) {
      const now = await manage.delivery(then.id);
      expect(now.event_id).toBe(then.event_id);
      expect([null, "expired", "channel_deleted"]).toContain(now.reason);
    }
    const held = pending.filter(({ channel_name }) => channel_name === "Held");
    expect(held.length).toBeGreaterThan(0);
    for (const { id } of held) expect((await manage.delivery(id)).state).not.toBe("delivered");
  });
});
