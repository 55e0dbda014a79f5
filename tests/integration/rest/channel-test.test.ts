import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Api, type Channel, type ChannelTest, connect, type Problem } from "../../support/api.ts";
import { inDatabase } from "../../support/database.ts";
import { freePort } from "../../support/free-port.ts";
import { type Receiver, startReceiver } from "../../support/receiver.ts";
import { SAVED, secretsOf } from "../../support/secret-channels.ts";
import { startTocsin, type Tocsin } from "../../support/server.ts";

let tocsin: Tocsin;
let receiver: Receiver;
let api: Api;
let channel: Channel;

beforeAll(async () => {
  [tocsin, receiver] = await Promise.all([startTocsin(), startReceiver()]);
  receiver.answer = ({ path }) =>
    answers[path.split("?")[0] ?? ""] ?? {
      status: 200,
      headers: { "x-answer": "1" },
      body: "ok",
    };
  api = connect(tocsin);
  channel = await api.createChannel({
    url: `${receiver.url}/hook/{{TOKEN}}`,
    retry_schedule: [],
    ...secretsOf("token", SAVED),
  });
});

afterAll(() => Promise.all([tocsin[Symbol.asyncDispose](), receiver.stop()]));

const answers: Record<string, { status: number; headers?: Record<string, string>; body?: string } | "reset"> =
  {
    "/500": { status: 500, body: "no" },
    "/404": { status: 404 },
    "/moved": { status: 302, headers: { location: "/elsewhere" } },
    "/reset": "reset",
    "/long": { status: 200, body: "x".repeat(64 * 1024 + 1) },
  };

const path = (id = channel.id) => `/api/v1/channels/${id}/test`;
const run = (body?: unknown, id?: string) =>
  api.request<ChannelTest & Problem>("POST", path(id), body === undefined ? {} : { body });
const alertIdOf = ({ request }: ChannelTest): string => JSON.parse(request.body).alert_id;
const testsOf = async (id = channel.id) =>
  (await api.deliveries({ channel_id: id })).filter((one) => one.test);

describe("a Test of a saved channel", () => {
  test("without a body sends the sample for real, and shows both sides with secrets masked", async () => {
    const before = receiver.requests.length;
    const answer = await run();
    expect(answer.status).toBe(200);
    const [sent] = receiver.requests.slice(before);
    expect(sent?.path).toBe(`/hook/${SAVED.url}`);
    expect(sent?.headers).toMatchObject({
      authorization: `Bearer ${SAVED.token}`,
      "x-api-key": SAVED.header,
    });
    const { request, response, failure, timing, certificate } = answer.body;
    expect(Object.keys(answer.body).sort()).toEqual([
      "alert_id",
      "certificate",
      "failure",
      "request",
      "response",
      "timing",
    ]);
    expect(request).toEqual({
      method: "POST",
      url: `${receiver.url}/hook/{{TOKEN}}`,
      headers: expect.objectContaining({
        authorization: "Bearer ••••",
        "X-Team": "ops",
        "X-Api-Key": "••••",
        "content-type": expect.stringMatching(/^application\/json/),
        "webhook-id": sent?.headers["webhook-id"],
        "webhook-timestamp": expect.stringMatching(/^\d+$/),
        "webhook-signature": expect.stringMatching(/^v1,/),
      }),
      body: sent?.rawBody.toString(),
    });
    expect(response).toEqual({
      status: 200,
      duration_ms: expect.any(Number),
      headers: expect.objectContaining({ "x-answer": "1" }),
      body: "ok",
      truncated: false,
    });
    expect([failure, certificate]).toEqual([null, null]);
    expect(timing).toEqual({
      reused_connection: false,
      dns_ms: null,
      connect_ms: expect.any(Number),
      tls_ms: null,
      first_byte_ms: expect.any(Number),
      body_ms: expect.any(Number),
    });
    expect(JSON.parse(request.body)).toMatchObject({
      alert_title: "Test alert from Tocsin",
      status: "Open",
      priority: "Low",
      source_name: "Tocsin",
    });
    expect(Object.keys(JSON.parse(request.body))).toHaveLength(17);
  });

  test("sends the alert given, over the sample", async () => {
    const before = receiver.requests.length;
    const alert = { alert_title: "Mine", status: "Resolved", priority: "Critical", description: "ä💾" };
    expect((await run({ alert })).body.failure).toBeNull();
    expect(JSON.parse(String(receiver.requests[before]?.rawBody))).toMatchObject({
      ...alert,
      category: "Test",
    });
  });

  test("is logged as a delivery of its own, marked as a test", async () => {
    const before = (await testsOf()).length;
    const { request } = (await run()).body;
    const [newest, ...older] = await testsOf();
    expect(older).toHaveLength(before);
    expect(newest).toMatchObject({
      event_id: request.headers["webhook-id"],
      test: true,
      state: "delivered",
      reason: null,
      attempts_made: 1,
      next_attempt_at: null,
    });
    const detail = await api.delivery(newest?.id ?? "");
    expect(detail.request).toEqual(request);
    expect(detail.attempts).toMatchObject([{ number: 1, outcome: "delivered", status: 200 }]);
  });

  test("can't be redelivered", async () => {
    const [newest] = await testsOf();
    const answer = await api.request<Problem>("POST", `/api/v1/deliveries/${newest?.id}/redeliver`);
    expect(answer.status).toBe(409);
    expect(answer.body.detail).toMatch(/This was a Test/);
  });

  test("has an alert_id of its own, which the Resolved of the same Test may repeat", async () => {
    const open = alertIdOf((await run()).body);
    expect(open).toMatch(/^test-/);
    expect(alertIdOf((await run()).body)).not.toBe(open);
    const resolved = await run({ alert: { alert_id: open, status: "Resolved" } });
    expect(JSON.parse(resolved.body.request.body)).toMatchObject({ alert_id: open, status: "Resolved" });
  });

  test("works for a disabled channel, and leaves it so", async () => {
    await api.updateChannel(channel.id, { enabled: false });
    expect((await run()).body.failure).toBeNull();
    const shown = await api.get<Channel>(`/api/v1/channels/${channel.id}`);
    expect(shown.body.enabled).toBe(false);
    await api.updateChannel(channel.id, { enabled: true });
  });

  test("is no event: no other channel gets it, and no alert is made or changed by it", async () => {
    const alertId = alertIdOf((await run()).body);
    expect((await api.get(`/api/v1/alerts/${alertId}`)).status).toBe(404);
    await api.post({ alert_id: "real", alert_title: "Real", priority: "High" });
    const before = await api.alert("real");
    const refused = await api.request<Problem>("POST", path(), {
      body: { alert: { alert_id: "real", alert_title: "Only a test", status: "Resolved", priority: "Low" } },
    });
    expect([refused.status, refused.body.issues?.[0]?.path]).toEqual([422, "alert.alert_id"]);
    expect(await api.alert("real")).toEqual(before);
    const { results } = await api.post({ alert_id: "real" });
    const real = await api.waitForDelivery(results[0]?.event_id ?? "", "delivered", {
      channelId: channel.id,
    });
    expect(JSON.parse(real.request.body)).toMatchObject({
      alert_title: "Real",
      priority: "High",
      status: "Open",
      previous_alert_status: "Open",
    });
  });

  test("is in the audit log, with its outcome and the masked URL", async () => {
    await run();
    const row = inDatabase(tocsin.dataDir, (sqlite) =>
      sqlite.prepare("SELECT * FROM audit WHERE action = 'channels.test' ORDER BY seq DESC LIMIT 1").get(),
    ) as { details: string };
    expect(row).toMatchObject({ actor_kind: "api_key", target_id: channel.id, target_name: channel.name });
    expect(JSON.parse(row.details)).toMatchObject({
      outcome: "delivered",
      status: 200,
      url: `${receiver.url}/hook/{{TOKEN}}`,
    });
  });

  test("of one that is not there is 404", async () => {
    expect((await run({}, "chn_nowhere")).status).toBe(404);
  });
});

describe("what goes wrong is 200 with a named failure", () => {
  test.each<[string, () => Promise<string>, string, number | null, RegExp]>([
    ["a status of 500", async () => `${receiver.url}/500`, "http_status", 500, /answered 500/],
    ["a status of 404", async () => `${receiver.url}/404`, "http_status", 404, /check the URL/],
    [
      "a redirect, which is not followed",
      async () => `${receiver.url}/moved`,
      "http_status",
      302,
      /redirects are not followed/,
    ],
    [
      "a refused connection",
      async () => `http://127.0.0.1:${await freePort()}/`,
      "connection_refused",
      null,
      /refused the connection/,
    ],
    [
      "a connection that is cut",
      async () => `${receiver.url}/reset`,
      "connection_closed",
      null,
      /closed the connection/,
    ],
    ["no TLS", async () => receiver.url.replace("http", "https"), "tls_failed", null, /TLS handshake/],
  ])("%s", async (_, urlOf, code, status, message) => {
    const url = await urlOf();
    const id = (await api.createChannel({ url, enabled: false })).id;
    const before = receiver.requests.length;
    const answer = await run(undefined, id);
    expect(answer.status).toBe(200);
    expect(answer.body.failure).toEqual({ code, message: expect.stringMatching(message) });
    expect(answer.body.failure?.message).toMatch(/^[A-Z0-9].*\.$/s);
    expect(answer.body.response?.status ?? null).toBe(status);
    expect(answer.body.request.url).toBe(new URL(url).href);
    expect(receiver.requests.slice(before).map((one) => one.path)).not.toContain("/elsewhere");
    expect(await testsOf(id)).toMatchObject([{ state: "failed", reason: "test_failed", attempts_made: 1 }]);
  });

  test("a name that does not resolve", async () => {
    const { id } = await api.createChannel({ url: "http://nowhere.invalid/", enabled: false });
    expect((await run(undefined, id)).body.failure).toMatchObject({ code: "dns_failed" });
  });

  test("an answer of more than 64 KiB is cut, told so, and kept without its last bytes", async () => {
    const { id } = await api.createChannel({ url: `${receiver.url}/long`, enabled: false });
    const { response } = (await run(undefined, id)).body;
    expect(response).toMatchObject({ status: 200, truncated: true });
    // A signing secret has 50 bytes, and up to 128 if a receiver decodes it and reads it as text twice. Its longest
    // form has each byte in two escapes of six characters.
    const kept = response?.body?.length;
    expect(kept).toBeLessThanOrEqual(64 * 1024 - 50 * 6 ** 2);
    expect(kept).toBeGreaterThanOrEqual(64 * 1024 - 128 * 6 ** 2);
  });

  test("a failed Test is not tried again, and puts the channel's own deliveries off by nothing", async () => {
    const { id } = await api.createChannel({
      url: `${receiver.url}/500`,
      retry_schedule: [1, 1],
      enabled: false,
    });
    await run(undefined, id);
    const before = receiver.requests.length;
    const { results } = await api.post({ alert_title: "A" });
    await api.waitForDelivery(results[0]?.event_id ?? "", "delivered", { channelId: channel.id });
    expect(receiver.requests.slice(before).filter((one) => one.path === "/500")).toEqual([]);
    expect(await testsOf(id)).toMatchObject([{ state: "failed", attempts_made: 1, next_attempt_at: null }]);
  });
});

describe("a Test with unsaved changes", () => {
  test("sends with them and saves nothing of them", async () => {
    const before = (await api.get<Channel>(`/api/v1/channels/${channel.id}`)).body;
    const seen = receiver.requests.length;
    const headers = [...before.headers, { name: "X-New", value: "entered-new", sensitive: true }];
    const answer = await run({ channel: { headers } });
    expect(answer.body).toMatchObject({ failure: null });
    expect(answer.body.request.headers["X-New"]).toBe("••••");
    expect(receiver.requests[seen]?.headers).toMatchObject({
      "x-new": "entered-new",
      "x-api-key": SAVED.header,
    });
    expect((await api.get(`/api/v1/channels/${channel.id}`)).body).toEqual(before);
    expect(JSON.stringify(answer.body)).not.toContain("entered-new");
  });

  test.each<[string, object, string]>([
    ["a bad URL", { url: "ftp://x/{{TOKEN}}" }, "url"],
    ["a header of ours", { headers: [{ name: "Host", value: "v" }] }, "headers[0].name"],
    ["an unknown member", { colour: "red" }, "colour"],
    ["no URL at all", { url: "" }, "url"],
  ])("%s is 422 at the field that is at fault", async (_, changes, at) => {
    const answer = await run({ channel: changes });
    expect(answer.status).toBe(422);
    expect(answer.body.issues?.map((issue) => issue.path)).toEqual([at]);
  });

  test("that is not an object is 422", async () => {
    for (const changes of [[], "x", 7]) expect((await run({ channel: changes })).status).toBe(422);
  });
});

describe("an alert that can't be sent is 422", () => {
  test.each<[object, RegExp]>([
    [{ alert_title: "" }, /alert_title/],
    [{ alert_title: "x".repeat(201) }, /alert_title/],
    [{ status: "Closed" }, /status/],
    [{ priority: "Urgent" }, /priority/],
    [{ colour: "red" }, /colour/],
  ])("%j", async (alert, at) => {
    const before = receiver.requests.length;
    const answer = await run({ alert });
    expect(answer.status).toBe(422);
    expect(answer.body.issues?.[0]?.path).toMatch(at);
    expect(receiver.requests.length).toBe(before);
  });

  test.each([[{ alerts: {} }], [[]], ["x"]])("a body of %j too", async (body) => {
    expect((await run(typeof body === "string" ? JSON.stringify(body) : body)).status).toBe(422);
  });
});

describe("one at a time for each who tests", () => {
  test("a second one meanwhile is 429, another key's is not, and after the first it works", async () => {
    const answered = Promise.withResolvers<{ status: number }>();
    const usual = receiver.answer;
    receiver.answer = (request, index) =>
      request.headers["x-slow"] === "1" ? answered.promise : usual(request, index);
    const { id } = await api.createChannel({
      url: `${receiver.url}/slow`,
      enabled: false,
      headers: [{ name: "X-Slow", value: "1", sensitive: false }],
    });
    const before = receiver.requests.length;
    const first = run(undefined, id);
    await receiver.waitFor(before + 1);
    const second = await run();
    expect(second.status).toBe(429);
    expect(second.body.detail).toMatch(/still running/);
    expect(second.headers.get("retry-after")).toMatch(/^\d+$/);
    expect((await connect(tocsin).request("POST", path())).status).toBe(200);
    answered.resolve({ status: 200 });
    expect((await first).status).toBe(200);
    expect((await run()).status).toBe(200);
    receiver.answer = usual;
  });

  test("one that was refused does not count", async () => {
    expect((await run({ channel: { url: "x" } })).status).toBe(422);
    expect((await run()).status).toBe(200);
  });
});

describe("who may test", () => {
  test.each([
    [["read"], 403, 403],
    [["ingest"], 403, 403],
    [["operate"], 200, 403],
    [["manage"], 200, 200],
  ] as const)("the scope %s: saved %i, with changes %i", async (scopes, saved, changed) => {
    const key = connect(tocsin, scopes);
    expect((await key.request("POST", path())).status).toBe(saved);
    expect((await key.request("POST", path(), { body: { channel: { name: "Other" } } })).status).toBe(
      changed,
    );
  });

  test("nobody without a key", async () => {
    expect((await fetch(tocsin.url + path(), { method: "POST" })).status).toBe(401);
  });
});
