import type { Socket } from "node:net";
import { setImmediate as immediate } from "node:timers/promises";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { parseOutboundPolicy } from "#lib/domain/delivery/address.ts";
import type { AttemptResult } from "#lib/domain/delivery/outcome.ts";
import { createSender, type Sender, type SenderOptions } from "#lib/webhook/send.ts";
import { type Certified, certify } from "./certificates.ts";
import { freePort, type RawBehaviour, type RawServer, startRawServer } from "./raw-server.ts";

const OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
const took = expect.any(Number);
/** The receiver's pause, and what a timer may come too early by, in ms. */
const PAUSE_MS = 120;
const EARLY_MS = 5;
const paused = expect.toSatisfy((ms: number) => ms >= PAUSE_MS - EARLY_MS && ms < 10_000);

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
  const made = createSender({ policy, connectTimeoutMs: 5_000, deadlineMs: 10_000, ...options });
  open.push(made);
  return made;
}

const trust = { verifySsl: true, pin: null, metCaVouched: false };

/** Sends once, and lets undici take the connection back: it does so a turn of the event loop later. */
async function post(from: Sender, url: string): Promise<AttemptResult> {
  const result = await from.send({ key: "chn_1", revision: 1, trust }, { url, headers: {}, body: "{}" });
  for (let turn = 0; turn < 3; turn++) await immediate();
  return result;
}

const answer = (socket: Socket) => socket.write(OK);
const none = { dns: null, connect: null, tls: null, firstByte: null, body: null };

describe("the steps of an attempt", () => {
  test("to a name over https: all five, and together no longer than the attempt", async () => {
    const server = await serve({ tls: certificate, onRequest: answer });
    const slow = async () => {
      await pause();
      return [{ address: "127.0.0.1", family: 4 }];
    };
    const { timing, durationMs } = await post(
      sender({ resolver: slow }),
      server.url.replace("127.0.0.1", "a.test"),
    );
    expect(timing).toEqual({ dns: paused, connect: took, tls: took, firstByte: took, body: took });
    const sum = Object.values(timing ?? none).reduce<number>((all, ms) => all + (ms ?? 0), 0);
    expect(sum).toBeLessThanOrEqual(durationMs + 1);
  });

  test("to an address over http: no DNS and no TLS", async () => {
    const server = await serve({ onRequest: answer });
    const { timing } = await post(sender(), server.url);
    expect(timing).toEqual({ ...none, connect: took, firstByte: took, body: took });
  });

  test("on a reused connection: only the answer", async () => {
    const server = await serve({ tls: certificate, onRequest: answer });
    const from = sender();
    await post(from, server.url);
    expect((await post(from, server.url)).timing).toEqual({ ...none, firstByte: took, body: took });
  });

  test("on a connection that replaces one which the receiver had closed: those of the new one", async () => {
    const served = new WeakSet<Socket>();
    const server = await serve({
      onRequest: (socket) => {
        if (served.has(socket)) return socket.end();
        served.add(socket);
        socket.write(OK);
      },
    });
    const from = sender();
    await post(from, server.url);
    expect((await post(from, server.url)).timing).toEqual({
      ...none,
      connect: took,
      firstByte: took,
      body: took,
    });
  });

  test("the first byte is that of the final answer, and the rest of its head counts as its body", async () => {
    const server = await serve({
      onRequest: async (socket) => {
        socket.write("HTTP/1.1 103 Early Hints\r\n\r\n");
        await pause();
        socket.write("HTTP/1.1 200 OK\r\n");
        await pause();
        socket.write("Content-Length: 2\r\n\r\nok");
      },
    });
    expect((await post(sender(), server.url)).timing).toMatchObject({ firstByte: paused, body: paused });
  });
});

describe("an attempt that fails ends in the step that failed", () => {
  test("a name that is not known", async () => {
    const unknown = () => Promise.reject(Object.assign(new Error("no such name"), { code: "ENOTFOUND" }));
    const { outcome, timing } = await post(sender({ resolver: unknown }), "http://a.test/");
    expect([outcome, timing]).toEqual(["dns_failed", { ...none, dns: took }]);
  });

  test("a look-up without an end", async () => {
    const silent = sender({ resolver: () => new Promise(() => {}), connectTimeoutMs: PAUSE_MS });
    const { outcome, timing } = await post(silent, "http://a.test/");
    expect([outcome, timing]).toEqual(["connect_timeout", { ...none, dns: paused }]);
  });

  test("a refused connection", async () => {
    const { outcome, timing } = await post(sender(), `http://127.0.0.1:${await freePort()}/`);
    expect([outcome, timing]).toEqual(["connection_refused", { ...none, connect: took }]);
  });

  test("a handshake without an end", async () => {
    const server = await serve({});
    const { outcome, timing } = await post(
      sender({ connectTimeoutMs: PAUSE_MS }),
      server.url.replace("http:", "https:"),
    );
    expect([outcome, timing]).toEqual(["connect_timeout", { ...none, connect: took, tls: took }]);
  });

  test("a refused certificate", async () => {
    const server = await serve({ tls: certificate, onRequest: answer });
    const strict = { key: "chn_1", revision: 1, trust: { ...trust, verifySsl: false } };
    const { outcome, timing } = await sender().send(strict, { url: server.url, headers: {}, body: "{}" });
    expect([outcome, timing]).toEqual(["certificate_refused", { ...none, connect: took, tls: took }]);
  });

  test("an answer that does not come", async () => {
    const server = await serve({});
    const { outcome, timing } = await post(sender({ deadlineMs: PAUSE_MS }), server.url);
    expect([outcome, timing]).toEqual(["timeout", { ...none, connect: took, firstByte: took }]);
  });

  test("an address that is refused before anything is tried has none", async () => {
    const { outcome, timing } = await post(sender(), "http://169.254.169.254/");
    expect([outcome, timing]).toEqual(["address_refused", null]);
  });
});

/** The receiver or its DNS server takes this long. */
function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
}
