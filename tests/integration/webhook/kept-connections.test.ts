import type { Socket } from "node:net";
import { setImmediate as immediate } from "node:timers/promises";
import { afterEach, beforeAll, describe, expect, onTestFinished, test, vi } from "vitest";
import { parseOutboundPolicy } from "#lib/domain/delivery/address.ts";
import type { AttemptResult } from "#lib/domain/delivery/outcome.ts";
import type { TrustPolicy } from "#lib/webhook/certificate.ts";
import { createSender, type Sender, type SenderOptions } from "#lib/webhook/send.ts";
import { type Certified, certify } from "./certificates.ts";
import { type RawBehaviour, type RawServer, startRawServer } from "./raw-server.ts";

const OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
const open: { close(): Promise<void> }[] = [];
let certificate: Certified;

beforeAll(async () => {
  certificate = await certify();
});

afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

async function serve(behaviour: RawBehaviour): Promise<RawServer> {
  const server = await startRawServer(behaviour);
  open.push(server);
  return server;
}

function sender(options: Partial<SenderOptions> = {}): Sender {
  const policy = parseOutboundPolicy({ outbound: "private" });
  const made = createSender({ policy, deadlineMs: 10_000, ...options });
  open.push(made);
  return made;
}

const trust: TrustPolicy = { verifySsl: true, pin: null, metCaVouched: false };
const body = '{"alert_title":"Disk full"}';

/** Sends once, and lets undici take the connection back: it does so a turn of the event loop later. */
async function post(from: Sender, url: string): Promise<AttemptResult> {
  const result = await from.send({ key: "chn_1", revision: 1, trust }, { url, headers: {}, body });
  for (let turn = 0; turn < 3; turn++) await immediate();
  return result;
}

const transports: [string, () => Pick<RawBehaviour, "tls">][] = [
  ["TCP", () => ({})],
  ["TLS 1.3", () => ({ tls: certificate })],
  ["TLS 1.2", () => ({ tls: { ...certificate, maxVersion: "TLSv1.2" } })],
];

describe.each(transports)("over %s", (_, transport) => {
  /** Answers each connection's first request, and does this with its second. */
  async function onReuse(end: (socket: Socket) => void): Promise<RawServer> {
    const served = new WeakSet<Socket>();
    return await serve({
      ...transport(),
      onRequest: (socket) => {
        if (served.has(socket)) return end(socket);
        served.add(socket);
        socket.write(OK);
      },
    });
  }

  test("interim answers are passed over on a kept connection, one, two, and split in the head", async () => {
    const answers = [
      [OK],
      [`HTTP/1.1 100 Continue\r\n\r\n${OK}`],
      [`HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 X\r\nLink: </a>\r\n\r\n${OK}`],
      ["HTTP/1.1 100 Cont", `inue\r\n\r\n${OK}`],
      ["HTTP/1.1 100 Continue\r\n\r\n", OK],
    ];
    const server = await serve({
      ...transport(),
      onRequest: (socket, before) => {
        const [first = "", second] = answers[before] ?? [];
        socket.write(first, () => {
          if (second !== undefined) setTimeout(() => socket.write(second), 20);
        });
      },
    });
    const from = sender();
    for (const _answer of answers)
      expect(await post(from, server.url)).toMatchObject({ outcome: "delivered", response: { body: "ok" } });
    expect(server.received).toHaveLength(1);
  });

  const ends: [string, (socket: Socket) => void][] = [
    ["ends", (socket) => socket.end()],
    ["is destroyed", (socket) => socket.destroy()],
  ];
  test.each(ends)(
    "a kept connection that %s before a byte of the answer costs no attempt",
    async (_how, end) => {
      const server = await onReuse(end);
      const from = sender();
      for (let count = 0; count < 6; count++)
        expect(await post(from, server.url)).toMatchObject({ outcome: "delivered", status: 200 });
      expect(requests(server)).toBeGreaterThan(6);
    },
  );

  test("one that ends after a byte of the answer does", async () => {
    const server = await onReuse((socket) => socket.end("H"));
    const from = sender();
    await post(from, server.url);
    expect(await post(from, server.url)).toMatchObject({ outcome: "connection_closed", status: null });
    expect(requests(server)).toBe(2);
  });

  test("one that ends after an interim answer does", async () => {
    const server = await onReuse((socket) => socket.end("HTTP/1.1 100 Continue\r\n\r\n"));
    const from = sender();
    await post(from, server.url);
    expect(await post(from, server.url)).toMatchObject({ outcome: "connection_closed", status: null });
    expect(requests(server)).toBe(2);
  });

  test("a new one that ends is not replaced, and neither is a replacement", async () => {
    let answering = true;
    const server = await serve({
      ...transport(),
      onRequest: (socket) => {
        if (answering) socket.write(OK);
        else socket.destroy();
      },
    });
    const from = sender();
    await post(from, server.url);
    answering = false;
    expect(await post(from, server.url)).toMatchObject({ outcome: "connection_closed" });
    expect(requests(server)).toBe(3);
    expect(await post(from, server.url)).toMatchObject({ outcome: "connection_closed" });
    expect(requests(server)).toBe(4);
  });

  test("all that were kept may end at once", async () => {
    const server = await onReuse((socket) => socket.destroy());
    const from = sender();
    const together = () => Promise.all(Array.from({ length: 8 }, () => post(from, server.url)));
    await together();
    for (const result of await together()) expect(result).toMatchObject({ outcome: "delivered" });
  });
});

test("a reset of a kept connection costs no attempt", async () => {
  const server = await serve({
    onRequest: (socket, before) => (before === 1 ? socket.resetAndDestroy() : socket.write(OK)),
  });
  const from = sender();
  await post(from, server.url);
  expect(await post(from, server.url)).toMatchObject({ outcome: "delivered", status: 200 });
  expect(server.received).toHaveLength(2);
});

test("the replacement has no deadline of its own", async () => {
  const server = await serve({
    onRequest: (socket, before) => {
      if (before === 0) socket.write(OK);
      if (before === 1) socket.destroy();
    },
  });
  const from = sender({ deadlineMs: 400 });
  await post(from, server.url);
  const result = await post(from, server.url);
  expect(result).toMatchObject({ outcome: "timeout", status: null });
  expect(result.message).toContain("took the request but did not answer within 0.4 s");
  expect(requests(server)).toBe(3);
});

test("a name that moved is followed, however busy its connections are", async () => {
  const [port, count] = [await freePortOnBoth(), { before: 0, after: 0 }];
  const serveAt = (host: string, arrived: () => void) =>
    serve({ host, port, onRequest: (socket) => socket.write(OK, arrived) });
  await serveAt("127.0.0.1", () => count.before++);
  await serveAt("127.0.0.2", () => count.after++);
  let address = "127.0.0.1";
  const from = sender({ resolver: async () => [{ address, family: 4 }], connectionTtlMs: 200 });
  const url = `http://jira.example.com:${port}/`;
  const busy = async () => {
    while (count.after < 50) expect(await post(from, url)).toMatchObject({ outcome: "delivered" });
  };
  await post(from, url);
  address = "127.0.0.2";
  await Promise.all([busy(), busy(), busy(), busy()]);
  expect(count.before).toBeGreaterThan(0);
});

test("a connection serves for 60 s unless told otherwise", async () => {
  const server = await serve({ onRequest: (socket) => socket.write(OK) });
  const from = sender();
  vi.useFakeTimers({ toFake: ["Date"] });
  onTestFinished(() => void vi.useRealTimers());
  const start = Date.now();
  for (const [seconds, connections] of [
    [0, 1],
    [59, 1],
    [61, 2],
    [120, 2],
    [122, 3],
  ] as const) {
    vi.setSystemTime(start + seconds * 1_000);
    expect(await post(from, server.url)).toMatchObject({ outcome: "delivered" });
    expect(server.received).toHaveLength(connections);
  }
});

test.each(["TLSv1.2", "TLSv1.3"] as const)(
  "a server that asks for a client certificate, %s",
  async (version) => {
    const tls = { ...certificate, requestCert: true, rejectUnauthorized: true, maxVersion: version };
    const server = await serve({ tls, onRequest: (socket) => socket.write(OK) });
    const result = await post(sender(), server.url);
    expect(result).toMatchObject({ outcome: "tls_failed", status: null });
    expect(result.message).toContain("asks for a client certificate");
    expect(server.received.join("")).toBe("");
  },
);

/** How many requests have arrived, over all connections. */
const requests = (server: RawServer): number => server.received.join("").split("POST ").length - 1;

async function freePortOnBoth(): Promise<number> {
  const probe = await startRawServer({ host: "127.0.0.2" });
  await probe.close();
  return probe.port;
}
