import { Agent, request } from "node:http";
import { json, text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { type Accepted, apiOf, connect } from "../../support/api.ts";
import { inDatabase, seqsById } from "../../support/database.ts";
import { temporaryFolder } from "../../support/folder.ts";
import { rawRequest } from "../../support/raw-request.ts";
import { startReceiver } from "../../support/receiver.ts";
import { startTocsin } from "../../support/server.ts";
import { until } from "../../support/until.ts";
import { startWireReceiver } from "../../support/wire-receiver.ts";

const ALERTS = Array.from({ length: 5 }, (_, index) => ({ alert_title: `Alert ${index}` }));

const msSince = (start: number): number => performance.now() - start;

test("with nothing to do it ends at once", async () => {
  await using tocsin = await startTocsin();
  const start = performance.now();
  expect(await tocsin.stop()).toBe(0);
  expect(msSince(start)).toBeLessThan(5_000);
  expect(tocsin.logs().map(({ msg }) => msg)).toContain("stopped");
});

test("a request in flight ends first, and is recorded", async () => {
  using folder = temporaryFolder();
  let finish = () => {};
  const underWay = new Promise<void>((resolve) => {
    finish = resolve;
  });
  await using receiver = await startReceiver({ answer: () => underWay.then(() => ({ status: 200 })) });
  const tocsin = await startTocsin({ dataDir: folder.path });
  const api = connect(tocsin);
  await api.createChannel({ url: receiver.url });
  const { results } = await api.post({ alert_title: "A" });
  await receiver.waitFor(1);
  const stopped = tocsin.stop();
  await tocsin.waitForLog(({ signal }) => signal === "SIGTERM");
  finish();
  expect(await stopped).toBe(0);

  await using second = await startTocsin({ dataDir: folder.path });
  const delivery = await apiOf(second.url, api.key).waitForDelivery(results[0]?.event_id ?? "", "delivered");
  expect(delivery.attempts_made).toBe(1);
  expect(receiver.requests).toHaveLength(1);
});

test("an answer without end holds it no second longer than its body may take, and is not sent again", async () => {
  // More than what a cut answer loses at its end.
  const body = "never ends ".repeat(1_000);
  using folder = temporaryFolder();
  await using receiver = await startWireReceiver({ answer: () => `HTTP/1.1 200 OK\r\n\r\n${body}` });
  const tocsin = await startTocsin({ dataDir: folder.path });
  const api = connect(tocsin);
  await api.createChannel({ url: `http://127.0.0.1:${receiver.port}/` });
  const { results } = await api.post({ alert_title: "A" });
  await receiver.waitFor(1);
  const start = performance.now();
  expect(await tocsin.stop()).toBe(0);
  expect(msSince(start)).toBeLessThan(8_000);

  await using second = await startTocsin({ dataDir: folder.path });
  const delivery = await apiOf(second.url, api.key).waitForDelivery(results[0]?.event_id ?? "", "delivered");
  expect(delivery.attempts).toMatchObject([
    {
      outcome: "delivered",
      status: 200,
      response: { body: expect.stringMatching(/^never ends /), truncated: true },
    },
  ]);
  expect(receiver.requests).toHaveLength(1);
});

test("a receiver that hangs does not hold it longer than 10 s, and gets the alert again", async () => {
  using folder = temporaryFolder();
  await using receiver = await startReceiver({ answer: () => "hang" });
  const tocsin = await startTocsin({ dataDir: folder.path });
  const api = connect(tocsin);
  await api.createChannel({ url: receiver.url, retry_schedule: [] });
  const { results } = await api.post({ alert_title: "A" });
  await receiver.waitFor(1);
  const start = performance.now();
  expect(await tocsin.stop()).toBe(0);
  const drainedIn = msSince(start);

  receiver.answer = () => ({ status: 200 });
  await using second = await startTocsin({ dataDir: folder.path });
  await apiOf(second.url, api.key).waitForDelivery(results[0]?.event_id ?? "", "delivered");
  // Attempts get 8 s, the whole stop 10.
  expect(drainedIn).toBeGreaterThan(7_900);
  expect(drainedIn).toBeLessThan(10_000);
});

test("receivers that hang while posts go on coming in: it ends in 10 s, and what was answered is delivered", async () => {
  using folder = temporaryFolder();
  await using receiver = await startReceiver({ answer: () => "hang" });
  const tocsin = await startTocsin({ dataDir: folder.path });
  const api = connect(tocsin);
  const hanging = ["/a", "/b", "/c"];
  for (const path of hanging) await api.createChannel({ url: receiver.url + path });
  const answered: string[] = [];
  const load = Array.from({ length: 4 }, async () => {
    for (;;) {
      const { status, body } = await api.request<Accepted>("POST", "/api/v1/alerts", { body: ALERTS });
      if (status !== 202) expect(status).toBe(503);
      else answered.push(...body.results.map(({ event_id }) => event_id));
    }
  });
  const cutOff = Promise.allSettled(load);
  await receiver.waitFor(30);
  const start = performance.now();
  expect(await tocsin.stop()).toBe(0);
  const drainedIn = msSince(start);
  // Each source ended because nobody listens any more, and not by an answer that it should not get.
  for (const end of await cutOff) expect(end).toMatchObject({ reason: { message: "fetch failed" } });

  const missing = new Set(answered.flatMap((id) => hanging.map((path) => `${id} ${path}`)));
  receiver.answer = ({ headers, path }) => {
    missing.delete(`${headers["webhook-id"]} ${path}`);
    return { status: 200 };
  };
  await using _second = await startTocsin({ dataDir: folder.path });
  await until("all that was answered to arrive", async () => missing.size === 0, 40_000);
  expect(answered.length).toBeGreaterThan(0);
  expect(drainedIn).toBeLessThan(10_000);
});

test("a post under way is answered, and what was answered is delivered after the next start", async () => {
  using folder = temporaryFolder();
  await using receiver = await startReceiver();
  const tocsin = await startTocsin({ dataDir: folder.path });
  const api = connect(tocsin);
  await api.createChannel({ url: receiver.url });
  const post = request(`${tocsin.url}/api/v1/alerts`, {
    method: "POST",
    headers: { authorization: `Bearer ${api.key}`, "content-type": "application/json" },
  });
  const answered = new Promise<{ status?: number; connection?: string; body: Accepted }>(
    (resolve, reject) => {
      post.once("error", reject);
      post.once("response", async (response) => {
        const { statusCode: status, headers } = response;
        resolve({ status, connection: headers.connection, body: (await json(response)) as Accepted });
      });
    },
  );
  post.write('{"alert_title":');
  // Answered only when the head of the first post was read: both came over loopback, one after the other.
  await api.get("/healthz");
  const stopped = tocsin.stop();
  await tocsin.waitForLog(({ signal }) => signal === "SIGTERM");
  await expect(rawRequest(tocsin.url, "/healthz", { method: "GET" })).rejects.toThrow("ECONNREFUSED");
  post.end('"A"}');
  const { status, connection, body } = await answered;
  expect({ status, connection }).toEqual({ status: 202, connection: "close" });
  expect(await stopped).toBe(0);

  await using second = await startTocsin({ dataDir: folder.path });
  await apiOf(second.url, api.key).waitForDelivery(body.results[0]?.event_id ?? "", "delivered");
});

/** One request on a connection of the agent. Resolves with the answer, rejects with the connection's error. */
function requestBy(agent: Agent, url: string, options: { key?: string; body?: string } = {}) {
  const { key, body } = options;
  const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
  return new Promise<{ status?: number; connection?: string; text: string }>((resolve, reject) => {
    const outgoing = request(url, { agent, method: body === undefined ? "GET" : "POST", headers });
    outgoing.once("error", reject);
    outgoing.once("response", async (response) => {
      const { statusCode: status, headers: answered } = response;
      resolve({ status, connection: answered.connection, text: await text(response) });
    });
    outgoing.end(body);
  });
}

test("a kept connection without a request gets one last answer, and then no new one is taken", async () => {
  await using tocsin = await startTocsin();
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const before = await requestBy(agent, `${tocsin.url}/healthz`);
  expect(before).toMatchObject({ status: 200, connection: "keep-alive" });
  const stopped = tocsin.stop();
  await tocsin.waitForLog(({ signal }) => signal === "SIGTERM");
  const last = await requestBy(agent, `${tocsin.url}/healthz`);
  expect(last).toMatchObject({ status: 200, connection: "close" });
  await expect(requestBy(agent, `${tocsin.url}/healthz`)).rejects.toThrow("ECONNREFUSED");
  expect(await stopped).toBe(0);
});

test("under load each kept connection ends with an answer that says so, and all that was answered is stored", async () => {
  using folder = temporaryFolder();
  const tocsin = await startTocsin({ dataDir: folder.path });
  const { key } = connect(tocsin);
  const accepted: string[] = [];
  let posts = 0;
  const senders = Array.from({ length: 8 }, async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    for (let connection: string | undefined = "keep-alive"; ; posts++) {
      const body = JSON.stringify({ alert_title: "A" });
      const answer: Awaited<ReturnType<typeof requestBy>> | Error = await requestBy(
        agent,
        `${tocsin.url}/api/v1/alerts`,
        { key, body },
      ).catch((error: Error) => error);
      if (answer instanceof Error) return { lastAnswer: connection, end: answer };
      expect(answer.status).toBe(202);
      accepted.push(...(JSON.parse(answer.text) as Accepted).results.map(({ event_id }) => event_id));
      connection = answer.connection;
    }
  });
  await until("the load to run", async () => posts > 200);
  expect(await tocsin.stop()).toBe(0);
  for (const ended of await Promise.all(senders))
    expect(ended).toMatchObject({ lastAnswer: "close", end: { code: "ECONNREFUSED" } });
  const stored = inDatabase(folder.path, (sqlite) => [...seqsById(sqlite, "evt").keys()]);
  expect(new Set(stored)).toEqual(new Set(accepted));
});

test("a client that never ends its request does not hold it up", async () => {
  await using tocsin = await startTocsin();
  const post = request(`${tocsin.url}/api/v1/alerts`, {
    method: "POST",
    headers: { authorization: `Bearer ${connect(tocsin).key}`, "content-type": "application/json" },
  });
  const cutOff = new Promise((resolve) => post.once("error", resolve));
  post.write("{");
  await fetch(`${tocsin.url}/healthz`);
  const start = performance.now();
  expect(await tocsin.stop()).toBe(0);
  expect(msSince(start)).toBeLessThan(10_000);
  await cutOff;
});

test("a client that asks for another protocol is answered as any other, and does not hold it up", async () => {
  await using tocsin = await startTocsin();
  const headers = { connection: "Upgrade", upgrade: "websocket", "sec-websocket-version": "13" };
  for (const path of ["/nowhere", "/_next/hmr"])
    expect((await rawRequest(tocsin.url, path, { method: "GET", headers })).status).toBe(404);
  const start = performance.now();
  expect(await tocsin.stop()).toBe(0);
  expect(msSince(start)).toBeLessThan(10_000);
});

test("the connection of hot reload does not hold it up", async () => {
  await using tocsin = await startTocsin({ mode: "development" });
  // Next takes hot reload's connections from the first request on.
  await fetch(`${tocsin.url}/healthz`);
  const page = new WebSocket(`${tocsin.url.replace("http", "ws")}/_next/hmr?id=test`);
  await new Promise((resolve, reject) => {
    page.addEventListener("open", resolve);
    page.addEventListener("error", reject);
  });
  const start = performance.now();
  expect(await tocsin.stop()).toBe(0);
  expect(msSince(start)).toBeLessThan(10_000);
});

test("Ctrl-C that arrives twice, from the terminal and from npm, is one", async () => {
  await using tocsin = await startTocsin();
  process.kill(tocsin.pid, "SIGINT");
  process.kill(tocsin.pid, "SIGINT");
  expect(await tocsin.stop()).toBe(0);
});
