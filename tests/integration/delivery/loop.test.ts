import { once } from "node:events";
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, test } from "vitest";
import { type Api, type ChannelTest, connect, type Problem } from "../../support/api.ts";
import { inDatabase, stored } from "../../support/database.ts";
import { startTocsin, type Tocsin } from "../../support/server.ts";
import { until } from "../../support/until.ts";

/** Passes every request on to `target` as it is, all headers with it. */
async function startForwardingProxy(
  target: URL,
): Promise<AsyncDisposable & { port: number; forwarded(): number }> {
  let forwarded = 0;
  const server = createServer((incoming, outgoing) => {
    forwarded++;
    const { method, url: path, headers } = incoming;
    const onward = request({ host: target.hostname, port: target.port, method, path, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on("error", () => outgoing.destroy());
    incoming.pipe(onward);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    forwarded: () => forwarded,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

test("a channel that leads back to the ingest endpoint by a proxy is stopped by its webhook-id", async () => {
  await using tocsin = await startTocsin();
  const api = connect(tocsin);
  await using proxy = await startForwardingProxy(new URL(tocsin.url));
  const auth = { type: "token", token: api.key } as const;
  const url = `http://127.0.0.1:${proxy.port}/api/v1/alerts`;
  await api.createChannel({ url, auth, retry_schedule: [1, 1, 1] });
  const { results } = await api.post([{ alert_title: "A" }, { alert_title: "B" }]);

  for (const { event_id } of results) {
    const delivery = await api.waitForDelivery(event_id, "failed");
    expect(delivery).toMatchObject({ reason: "final_status", attempts_made: 1 });
    expect(delivery.attempts).toMatchObject([{ outcome: "http_status", status: 409 }]);
    const problem: Problem = JSON.parse(delivery.attempts[0]?.response?.body ?? "");
    expect(problem.detail).toContain("a channel leads back to the ingest endpoint");
  }
  expect(proxy.forwarded()).toBe(2);
  expect(stored(tocsin.dataDir)).toMatchObject({ events: 2, deliveries: 2 });
});

test("so is a Test of it, saved or not", async () => {
  await using tocsin = await startTocsin();
  const api = connect(tocsin);
  await using proxy = await startForwardingProxy(new URL(tocsin.url));
  const auth = { type: "token", token: api.key } as const;
  const url = `http://127.0.0.1:${proxy.port}/api/v1/alerts`;
  const { id } = await api.createChannel({ url, auth });
  const unsaved = { channel: { url: `${url}?unsaved`, auth } };
  for (const body of [{}, unsaved]) {
    const tested = await api.request<ChannelTest>("POST", `/api/v1/channels/${id}/test`, { body });
    expect(tested.body.response?.status).toBe(409);
  }
  expect(proxy.forwarded()).toBe(2);
  expect(stored(tocsin.dataDir)).toMatchObject({ alerts: 0 });
});

describe("two installations that send to each other", () => {
  /** Each has a channel that leads to the other's ingest endpoint. */
  async function startPair() {
    const stack = new AsyncDisposableStack();
    const [one, other] = [stack.use(await startTocsin()), stack.use(await startTocsin())];
    const [api, otherApi] = [connect(one), connect(other)];
    const leadTo = (tocsin: Tocsin, { key }: Api) => ({
      url: `${tocsin.url}/api/v1/alerts`,
      auth: { type: "token" as const, token: key },
    });
    await api.createChannel(leadTo(other, otherApi));
    await otherApi.createChannel(leadTo(one, api));
    return { one, other, api, otherApi, [Symbol.asyncDispose]: () => stack.disposeAsync() };
  }

  const hopsOf = ({ dataDir }: Tocsin): unknown[] =>
    inDatabase(dataDir, (sqlite) => sqlite.prepare("SELECT hops FROM events ORDER BY seq").pluck().all());

  test("stop at the fifth hop", async () => {
    await using pair = await startPair();
    const { one, other, api } = pair;
    await api.post([{ alert_title: "A" }, { alert_title: "B" }]);
    const failed = await until("the last deliveries to be refused", async () => {
      const all = await api.deliveries({ state: "failed" });
      return all.length === 2 && all;
    });
    for (const { id } of failed) {
      const { attempts, reason } = await api.delivery(id);
      expect(reason).toBe("final_status");
      expect(attempts).toMatchObject([{ outcome: "http_status", status: 409 }]);
      expect(attempts[0]?.response?.body).toContain("came through 5 installations of Tocsin");
    }
    expect(hopsOf(one)).toEqual([0, 0, 2, 2, 4, 4]);
    expect(hopsOf(other)).toEqual([1, 1, 3, 3]);
  });

  test("stop too where a user or a rule changes the alert on the way", async () => {
    await using pair = await startPair();
    const { one, other, api, otherApi } = pair;
    const { results } = await api.post({ alert_title: "A" });
    await until("the circle to end", async () => hopsOf(one).length === 3 && hopsOf(other).length === 2);
    await until(
      "the last to be refused",
      async () => (await api.deliveries({ state: "failed" })).length === 1,
    );
    const path = `/api/v1/alerts/${results[0]?.alert_id}/status`;
    const { status } = await otherApi.request("POST", path, { body: { status: "Acknowledged" } });
    expect(status).toBe(200);
    await until("it to end again", async () => (await api.deliveries({ state: "failed" })).length === 2);
    expect(hopsOf(other)).toEqual([1, 3, 3]);
    expect(hopsOf(one)).toEqual([0, 2, 4, 4]);
  });
});
