import { once } from "node:events";
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { type ChannelTest, connect, type Problem } from "../../support/api.ts";
import { stored } from "../../support/database.ts";
import { startTocsin } from "../../support/server.ts";

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
  const auth = { type: "token", token: api.key };
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
  const auth = { type: "token", token: api.key };
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
