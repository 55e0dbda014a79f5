import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { parseOutboundPolicy } from "#lib/domain/delivery/address.ts";
import { beating } from "#lib/engine/heartbeat.ts";
import { createSender, type Sender } from "#lib/webhook/send.ts";
import { type Receiver, startReceiver } from "../../support/receiver.ts";

const MINUTE = 60_000;

let health: Receiver;
let watcher: Receiver;
let sender: Sender;
let now: number;
let logged: object[];

beforeEach(async () => {
  [health, watcher] = await Promise.all([startReceiver(), startReceiver()]);
  sender = createSender({ policy: parseOutboundPolicy({ outbound: "private" }), deadlineMs: 300 });
  [now, logged] = [0, []];
});

afterEach(async () => {
  await Promise.all([health.stop(), watcher.stop(), sender.close()]);
});

/** Looks at these times, in minutes. */
async function lookAt(...minutes: number[]): Promise<void> {
  const { isDue, step } = made();
  for (const minute of minutes) {
    now = minute * MINUTE;
    if (isDue?.()) await step();
  }
}

const made = (url = `${watcher.url}/ping/secret?of=mine`, address = "127.0.0.1") =>
  beating({
    url,
    listener: { address, port: health.port },
    sender,
    log: {
      info: (fields, message) => logged.push({ ...fields, message }),
      warn: (fields, message) => logged.push({ ...fields, message }),
    },
    now: () => now,
  });

const host = () => `127.0.0.1:${watcher.port}`;

test("it is requested at the first look, and once a minute from then on", async () => {
  await lookAt(0, 0.5, 0.99, 1, 1.5, 2);
  expect(watcher.requests).toHaveLength(3);
  expect(watcher.requests[0]).toMatchObject({ method: "GET", path: "/ping/secret?of=mine" });
  expect(watcher.requests[0]?.rawBody).toHaveLength(0);
  expect(health.requests.map(({ path }) => path)).toEqual(["/healthz", "/healthz", "/healthz"]);
  expect(logged).toEqual([{ host: host(), message: "the heartbeat arrives" }]);
});

test("while /healthz answers 503, nothing is requested, and the log says so once", async () => {
  health.answer = (_request, index) => ({ status: index < 2 ? 503 : 200 });
  await lookAt(0, 1);
  expect(watcher.requests).toHaveLength(0);
  expect(logged).toEqual([
    { host: host(), reason: "Tocsin's own /healthz answered 503.", message: "no heartbeat" },
  ]);
});

test("a listener that does not answer stops it too", async () => {
  health.answer = () => "reset";
  await lookAt(0);
  await health.stop();
  await lookAt(1);
  expect(watcher.requests).toHaveLength(0);
  expect(logged).toMatchObject([
    { reason: "Tocsin's own /healthz did not answer." },
    { reason: "Tocsin's own /healthz did not answer." },
  ]);
});

test("each new reason why it fails is logged once, without the address, and so is the end of it", async () => {
  const answers = [200, 500, 500, 302, 204] as const;
  watcher.answer = (_request, index) => ({ status: answers[index] ?? 200, body: "secret" });
  await lookAt(0, 1, 2, 3, 4, 5);
  expect(logged).toEqual([
    { host: host(), message: "the heartbeat arrives" },
    {
      host: host(),
      reason: `${host()} answered 500 to the request of HEARTBEAT_URL: check it.`,
      message: "no heartbeat",
    },
    {
      host: host(),
      reason: `${host()} answered 302 to the request of HEARTBEAT_URL: redirects are not followed, so set the final address.`,
      message: "no heartbeat",
    },
    { host: host(), message: "the heartbeat arrives" },
  ]);
  expect(JSON.stringify(logged)).not.toContain("secret");
});

test("one that gets no answer ends at its deadline, and the next is tried", async () => {
  watcher.answer = (_request, index) => (index === 0 ? "hang" : { status: 200 });
  await lookAt(0, 1);
  expect(watcher.requests).toHaveLength(2);
  expect(logged).toMatchObject([
    { reason: expect.stringContaining("did not answer within 0.3 s") },
    { message: "the heartbeat arrives" },
  ]);
});

test("an answer that never ends counts by its status, and is broken off", async () => {
  const broken = Promise.withResolvers<void>();
  const endless = createServer((_request, response) => {
    response.on("close", broken.resolve);
    const send = (): unknown =>
      response.destroyed || response.write("beat ".repeat(1_000), () => setImmediate(send));
    send();
  }).listen(0, "127.0.0.1");
  await once(endless, "listening");
  const { port } = endless.address() as AddressInfo;
  await made(`http://127.0.0.1:${port}/ping/secret`).step();
  await broken.promise;
  endless.close();
  expect(logged).toEqual([{ host: `127.0.0.1:${port}`, message: "the heartbeat arrives" }]);
});

test("it goes nowhere where a webhook may not go", async () => {
  for (const url of [`http://169.254.169.254/latest`, `http://127.0.0.1:${health.port}/`, "http://[::]/"]) {
    const policy = parseOutboundPolicy({
      outbound: "private",
      ownListeners: [{ address: "127.0.0.1", port: health.port }],
    });
    await sender.close();
    sender = createSender({ policy });
    await made(url).step();
  }
  expect(logged).toMatchObject([
    { reason: expect.stringContaining("refused (cloud metadata addresses") },
    { reason: expect.stringContaining("refused (this is Tocsin's own address)") },
    { reason: expect.stringContaining("refused (unspecified addresses") },
  ]);
  expect(health.requests.map(({ path }) => path)).toEqual(["/healthz", "/healthz", "/healthz"]);
});

test("a listener on every interface is asked on this machine", async () => {
  await made(undefined, "0.0.0.0").step();
  expect(watcher.requests).toHaveLength(1);
});
