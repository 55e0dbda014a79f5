import { once } from "node:events";
import type { Socket } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { parseOutboundPolicy } from "#lib/domain/delivery/address.ts";
import type { AttemptResult, Outcome } from "#lib/domain/delivery/outcome.ts";
import { createSender, type Sender, type SenderOptions } from "#lib/webhook/send.ts";
import { startReceiver } from "../../support/receiver.ts";
import { freePort, keepWriting, type RawBehaviour, type RawServer, startRawServer } from "./raw-server.ts";

const body = Buffer.from('{"alert_title":"Disk full"}');
const OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
const open: { close(): Promise<void> }[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

async function serve(behaviour: RawBehaviour): Promise<RawServer> {
  const server = await startRawServer(behaviour);
  open.push(server);
  return server;
}

function answering(text: string): Promise<RawServer> {
  return serve({ onRequest: (socket) => socket.write(text) });
}

function sender(options: Partial<SenderOptions> = {}): Sender {
  const policy = parseOutboundPolicy({ outbound: "private" });
  const made = createSender({ policy, connectTimeoutMs: 400, deadlineMs: 600, ...options });
  open.push(made);
  return made;
}

function post(from: Sender, url: string, headers: Record<string, string> = {}): Promise<AttemptResult> {
  return from.send({ key: "chn_1", revision: 1 }, { url, headers, body });
}

async function expectOutcome(server: RawServer, outcome: Outcome, message: RegExp): Promise<AttemptResult> {
  const result = await post(sender(), server.url);
  expect(result).toMatchObject({ outcome });
  expect(result.message).toMatch(message);
  expect(result.message).toContain(`127.0.0.1:${server.port}`);
  expect(result.message).not.toMatch(/hook|secret|key=/);
  return result;
}

test("a GET is sent without a body", async () => {
  await using receiver = await startReceiver();
  const request = { url: `${receiver.url}/?Token=1`, method: "GET", headers: {}, body: null };
  expect(await sender().send({ key: "sub_1", revision: 1 }, request)).toMatchObject({ outcome: "delivered" });
  const [{ method, path, headers, rawBody } = {}] = await receiver.waitFor(1);
  expect({ method, path, length: headers?.["content-length"], body: String(rawBody) }).toEqual({
    method: "GET",
    path: "/?Token=1",
    length: undefined,
    body: "",
  });
});

describe("an answer", () => {
  test("200 is delivered, with what was sent and answered", async () => {
    const server = await answering(
      "HTTP/1.1 200 OK\r\nX-A: 1\r\nx-a: 2\r\n__proto__: own\r\nContent-Length: 4\r\n\r\ng\xc3\xbct",
    );
    const result = await post(sender(), server.url, {
      "webhook-id": "evt_1",
      "content-type": "application/json",
    });
    expect(result).toMatchObject({ outcome: "delivered", status: 200, retryAfter: null, certificate: null });
    expect(result.response).toMatchObject({
      truncated: false,
      headers: { "x-a": "1, 2", "content-length": "4" },
    });
    expect(Object.keys(result.response?.headers ?? {})).toContain("__proto__");
    expect(result.message).toBe(`127.0.0.1:${server.port} answered 200.`);
    expect(Date.now() - result.startedAt).toBeLessThan(5000);
    expect(server.received[0]).toMatch(/^POST \/hook\/secret\?key=secret HTTP\/1.1\r\n/);
    expect(server.received[0]).toMatch(
      /\r\nwebhook-id: evt_1\r\n[\s\S]*\r\n\r\n\{"alert_title":"Disk full"\}$/,
    );
  });

  test.each([
    [401, { authorization: "Bearer t" }, "check the token under Authentication."],
    [401, { authorization: "Basic t" }, "check the username and password under Authentication."],
    [401, {}, "set what it expects under Authentication or Headers."],
    [403, { authorization: "Bearer t" }, "check the rights of the token under Authentication."],
    [404, {}, "there is nothing at this path, so check the URL."],
    [300, {}, "check the URL and the logs of the receiver."],
    [
      304,
      {},
      "nothing has changed since, which is no answer to a POST, so check the cache or proxy before the receiver.",
    ],
    [
      422,
      {},
      "the receiver did not accept the payload, so check the channel's Format and what the receiver expects.",
    ],
    [500, {}, "the receiver failed, so check its logs."],
    [418, {}, "check the URL and the logs of the receiver."],
  ])("%i says what to do", async (status, headers, hint) => {
    const server = await answering(`HTTP/1.1 ${status} X\r\nContent-Length: 0\r\n\r\n`);
    const result = await post(sender(), server.url, headers);
    expect(result).toMatchObject({ outcome: "http_status", status });
    expect(result.message).toBe(`127.0.0.1:${server.port} answered ${status}: ${hint}`);
  });

  test.each([
    [401, "check the API Key under Format."],
    [403, "check the rights of the API Key under Format."],
    [404, "there is nothing at this path, so check the URL."],
  ])("%i names the format's secret field, if it has one", async (status, hint) => {
    const server = await answering(`HTTP/1.1 ${status} X\r\nContent-Length: 0\r\n\r\n`);
    const { message } = await sender().send(
      { key: "chn_1", revision: 1 },
      { url: server.url, headers: { authorization: "GenieKey k" }, body },
      { verdictInBody: false, secretField: "API Key" },
    );
    expect(message).toBe(`127.0.0.1:${server.port} answered ${status}: ${hint}`);
  });

  test.each([301, 302, 303, 307, 308])("a redirect by %i is not followed", async (status) => {
    const other = await answering(OK);
    const server = await answering(
      `HTTP/1.1 ${status} Found\r\nLocation: ${other.url}\r\nContent-Length: 0\r\n\r\n`,
    );
    const result = await expectOutcome(server, "http_status", /redirects are not followed/);
    expect(result.status).toBe(status);
    expect(other.received).toEqual([]);
  });

  test("Retry-After is handed on as sent", async () => {
    const server = await answering("HTTP/1.1 429 X\r\nRetry-After: 17\r\nContent-Length: 0\r\n\r\n");
    expect(await post(sender(), server.url)).toMatchObject({
      outcome: "http_status",
      status: 429,
      retryAfter: "17",
    });
  });

  test("so are two of them", async () => {
    const server = await answering(
      "HTTP/1.1 429 X\r\nRetry-After: 17\r\nretry-after: 5\r\nContent-Length: 0\r\n\r\n",
    );
    expect((await post(sender(), server.url)).retryAfter).toBe("17, 5");
  });

  test("nothing is decompressed", async () => {
    const server = await answering(
      "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc",
    );
    expect((await post(sender(), server.url)).response?.body).toBe("abc");
  });

  test.each([200, 500])("more than 64 KiB with %i: kept up to there, the status decides", async (status) => {
    const server = await serve({
      onRequest: (socket) => {
        socket.write(`HTTP/1.1 ${status} X\r\nContent-Length: 900000000\r\n\r\n`);
        keepWriting(socket, "x".repeat(10_000));
      },
    });
    const result = await post(sender(), server.url);
    expect(result).toMatchObject({ outcome: status === 200 ? "delivered" : "http_status", status });
    expect(result.response).toMatchObject({ truncated: true, body: "x".repeat(65_536) });
  });

  test("exactly 64 KiB is whole", async () => {
    const server = await answering(`HTTP/1.1 200 OK\r\nContent-Length: 65536\r\n\r\n${"x".repeat(65_536)}`);
    const result = await post(sender(), server.url);
    expect(result.response).toMatchObject({ truncated: false, body: "x".repeat(65_536) });
  });
});

describe.each([200, 404, 410, 500])("a %i counts as soon as its headers are in", (status) => {
  const headers = `HTTP/1.1 ${status} X\r\nContent-Length: 100\r\n\r\npart`;
  const behaviours: [string, RawBehaviour["onRequest"]][] = [
    ["stalls", (socket) => socket.write(headers)],
    [
      "drips",
      (socket) => {
        socket.write(headers);
        keepWriting(socket, "x", 20);
      },
    ],
    ["ends early", (socket) => socket.end(headers)],
    ["resets", (socket) => socket.write(headers, () => setTimeout(() => socket.resetAndDestroy(), 20))],
    [
      "ends early in a chunk",
      (s) => s.end(`HTTP/1.1 ${status} X\r\nTransfer-Encoding: chunked\r\n\r\n9\r\npart`),
    ],
    [
      "is no chunk",
      (s) => s.write(`HTTP/1.1 ${status} X\r\nTransfer-Encoding: chunked\r\n\r\n4\r\npart\r\nxyz\r\n`),
    ],
    [
      "ends by a reset where the connection's end ends it",
      (s) => s.write(`HTTP/1.1 ${status} X\r\n\r\npart`, () => setTimeout(() => s.resetAndDestroy(), 20)),
    ],
  ];
  test.each(behaviours)("even if its body %s", async (_how, onRequest) => {
    const server = await serve({ onRequest });
    const result = await post(sender({ bodyMs: 100, deadlineMs: 10_000 }), server.url);
    expect(result).toMatchObject({
      outcome: status === 200 ? "delivered" : "http_status",
      status,
      response: { truncated: true, body: expect.stringMatching(/^partx*$/) },
    });
    await expect.poll(() => server.open()).toBe(0);
  });
});

describe("the time for the body", () => {
  const OPEN_ENDED = "HTTP/1.1 200 OK\r\n\r\npart";

  test("is a second, and what came by then is kept", async () => {
    const server = await answering(OPEN_ENDED);
    const result = await post(sender({ deadlineMs: 15_000 }), server.url);
    expect(result).toMatchObject({ outcome: "delivered", response: { body: "part", truncated: true } });
    expect(result.durationMs).toBeGreaterThanOrEqual(990);
    expect(result.durationMs).toBeLessThan(10_000);
  });

  test("ends with the attempt's", async () => {
    const server = await answering(OPEN_ENDED);
    const result = await post(sender({ deadlineMs: 100, bodyMs: 60_000 }), server.url);
    expect(result).toMatchObject({ outcome: "delivered", response: { body: "part", truncated: true } });
    expect(result.durationMs).toBeLessThan(10_000);
  });

  const BY_BODY = { verdictInBody: true, secretField: null };

  test("is the attempt's for a 2xx whose body holds the verdict", async () => {
    const late = await serve({
      onRequest: (socket) =>
        socket.write("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nno", () =>
          setTimeout(() => socket.write("pe"), 300),
        ),
    });
    const patient = sender({ deadlineMs: 10_000, bodyMs: 50 });
    const send = (url: string) =>
      patient.send({ key: "chn_1", revision: 1 }, { url, headers: {}, body }, BY_BODY);
    expect((await send(late.url)).response).toMatchObject({ body: "nope", truncated: false });

    const tooLate = sender({ deadlineMs: 200, bodyMs: 50 });
    const { outcome, response } = await tooLate.send(
      { key: "chn_1", revision: 1 },
      { url: (await answering(OPEN_ENDED)).url, headers: {}, body },
      BY_BODY,
    );
    expect({ outcome, response }).toMatchObject({
      outcome: "delivered",
      response: { body: "part", truncated: true },
    });
  });

  test("is short all the same for an answer that is no 2xx", async () => {
    const server = await answering(OPEN_ENDED.replace("200", "500"));
    const result = await sender({ deadlineMs: 10_000, bodyMs: 50 }).send(
      { key: "chn_1", revision: 1 },
      { url: server.url, headers: {}, body },
      BY_BODY,
    );
    expect(result).toMatchObject({ outcome: "http_status", response: { body: "part", truncated: true } });
    expect(result.durationMs).toBeLessThan(5_000);
  });

  test("is there again for each answer of a kept connection", async () => {
    const server = await serve({
      onRequest: (socket, before) =>
        before === 0 ? socket.write(OK) : socket.write(`${OK.slice(0, -2)}o`, () => finish(socket)),
    });
    const finish = (socket: { write(text: string): void }) => setTimeout(() => socket.write("k"), 50);
    const from = sender({ deadlineMs: 10_000, bodyMs: 5_000 });
    expect((await post(from, server.url)).response?.body).toBe("ok");
    expect((await post(from, server.url)).response).toMatchObject({ body: "ok", truncated: false });
  });
});

describe("interim answers before the real one are passed over", () => {
  const interim = (status: number) => `HTTP/1.1 ${status} X\r\nLink: </a>\r\n\r\n`;
  test.each([
    ["a 103", interim(103)],
    ["a 100 that was not asked for", "HTTP/1.1 100 Continue\r\n\r\n"],
    ["two of them", interim(100).repeat(2)],
    ["a mixture", interim(103) + interim(100) + interim(102)],
    ["twenty", interim(100).repeat(10) + interim(103).repeat(10)],
  ])("%s", async (_what, text) => {
    const server = await answering(text + OK);
    const from = sender();
    for (let count = 0; count < 3; count++) {
      const result = await post(from, server.url);
      expect(result).toMatchObject({ outcome: "delivered", status: 200, response: { body: "ok" } });
    }
    expect(server.received.length).toBeLessThanOrEqual(2);
  });

  test("a 100 alone, split in its head, and the answer after it", async () => {
    const server = await serve({
      onRequest: (socket) => {
        socket.setNoDelay(true);
        const pieces = ["HTTP/1.1 1", "00 Con", "tinue\r\n\r", "\n", "HTTP", OK.slice(4)];
        const next = () => {
          const piece = pieces.shift();
          if (piece !== undefined) socket.write(piece, () => setTimeout(next, 10));
        };
        next();
      },
    });
    expect(await post(sender(), server.url)).toMatchObject({
      outcome: "delivered",
      response: { body: "ok" },
    });
  });

  test("a 100 and then nothing is a timeout, and then the end is connection_closed", async () => {
    const silent = await answering("HTTP/1.1 100 Continue\r\n\r\n");
    await expectOutcome(silent, "timeout", /took the request but did not answer within/);
    const ended = await serve({ onRequest: (socket) => socket.end("HTTP/1.1 100 Continue\r\n\r\n") });
    await expectOutcome(ended, "connection_closed", /before its answer was complete/);
  });
});

describe("no whole answer", () => {
  test("silence is a timeout", async () => {
    const server = await serve({});
    const result = await expectOutcome(server, "timeout", /took the request but did not answer within 0.6 s/);
    expect(result).toMatchObject({ status: null, response: null });
    expect(result.durationMs).toBeGreaterThanOrEqual(590);
    expect(result.durationMs).toBeLessThan(2000);
  });

  test("dripping headers are a timeout", async () => {
    const server = await serve({
      onRequest: (socket) => {
        socket.write("HTTP/1.1 500 X\r\nX: ");
        keepWriting(socket, "y", 20);
      },
    });
    await expectOutcome(server, "timeout", /did not answer within/);
  });

  test("slow interim answers are a timeout", async () => {
    const server = await serve({
      onRequest: (socket) => keepWriting(socket, "HTTP/1.1 102 Processing\r\n\r\n", 100),
    });
    await expectOutcome(server, "timeout", /did not answer within/);
  });

  const closings: [string, RawBehaviour][] = [
    ["a FIN instead of an answer", { onRequest: (socket) => socket.end() }],
    ["a reset instead of an answer", { onRequest: (socket) => socket.resetAndDestroy() }],
    ["a FIN in the headers", { onRequest: (socket) => socket.end("HTTP/1.1 500 X\r\nX: y") }],
    ["a connection that ends at once", { onConnection: (socket) => socket.end() }],
    ["a connection that is reset at once", { onConnection: (socket) => socket.resetAndDestroy() }],
    ["a connection that is gone at once", { onConnection: (socket) => socket.destroy() }],
  ];
  test.each(closings)("%s is connection_closed", async (_how, behaviour) => {
    const server = await serve(behaviour);
    await expectOutcome(server, "connection_closed", /closed the connection before its answer was complete/);
    expect(server.received.length).toBe(1);
  });

  test("a body that ends with the connection is whole", async () => {
    const server = await serve({ onRequest: (socket) => socket.end("HTTP/1.1 500 X\r\n\r\nabc") });
    const result = await expectOutcome(server, "http_status", /answered 500/);
    expect(result.response).toMatchObject({ body: "abc", truncated: false });
  });
});

describe("bad_response", () => {
  const endless = (start: string, text: string): RawBehaviour => ({
    onRequest: (socket) => {
      socket.write(start);
      keepWriting(socket, text.repeat(10_000));
    },
  });
  const answer = (rest: string): RawBehaviour => ({
    onRequest: (socket) => socket.write(`HTTP/1.1 200 OK\r\n${rest}`),
  });
  const TOO_LARGE = /can't be read, as its headers are too large \(over 16 KiB\): check what the receiver/;
  const FRAMING = /does not say its length as HTTP asks: check the receiver/;
  const URL = /check that the URL points to an HTTP endpoint/;
  const bad: [string, RawBehaviour, RegExp?][] = [
    ["garbage", { onRequest: (socket) => socket.write("SSH-2.0-OpenSSH_9.6\r\n") }],
    ["garbage before it was asked", { onConnection: (socket) => socket.write("220 mail ready\r\n") }],
    ["HTTP/2 frames", { onRequest: (socket) => socket.write(Buffer.from("000012040000000000", "hex")) }],
    ["a 101", { onRequest: (socket) => socket.write(`HTTP/1.1 101 X\r\n\r\n${OK}`) }],
    [
      "a 101 with an upgrade",
      { onRequest: (s) => s.write("HTTP/1.1 101 X\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n") },
    ],
    ["21 interim answers", { onRequest: (s) => s.write(`${"HTTP/1.1 103 X\r\n\r\n".repeat(21)}${OK}`) }],
    ["a 100 without end", endless("HTTP/1.1 100 Continue\r\nX: ", "y"), TOO_LARGE],
    ["a 100 with bare line feeds", { onRequest: (s) => s.write(`HTTP/1.1 100 Continue\n\n${OK}`) }],
    ["a flood of 1xx", endless("", "HTTP/1.1 102 X\r\n\r\n")],
    ["headers of more than 16 KiB", endless("HTTP/1.1 200 OK\r\n", "X-Header: value\r\n"), TOO_LARGE],
    ["one header without end", endless("HTTP/1.1 200 OK\r\nX: ", "y"), TOO_LARGE],
    ["a length given twice", answer("Content-Length: 2\r\nContent-Length: 2\r\n\r\nok"), FRAMING],
    ["two lengths", answer("Content-Length: 2\r\nContent-Length: 3\r\n\r\nok"), FRAMING],
    [
      "a length beside chunks",
      answer("Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
      FRAMING,
    ],
    ["a length that is no number", answer("Content-Length: two\r\n\r\nok"), FRAMING],
    ["a negative length", answer("Content-Length: -2\r\n\r\nok"), FRAMING],
    [
      "thousands of tiny headers",
      { onRequest: (s) => s.write(`HTTP/1.1 200 OK\r\n${"a:b\r\n".repeat(3000)}Content-Length: 0\r\n\r\n`) },
      /can't be read, as its headers are too many \(over 256\): check what the receiver/,
    ],
    ["a status line without end", endless("HTTP/1.1 200 ", "y")],
  ];
  test.each(bad)("%s", async (_what, behaviour, message = URL) => {
    const server = await serve(behaviour);
    const result = await expectOutcome(server, "bad_response", message);
    expect(result.durationMs).toBeLessThan(550);
    expect(server.received.length).toBe(1);
  });

  test("a chunk extension without end is cut off", async () => {
    const server = await serve(endless("HTTP/1.1 500 X\r\nTransfer-Encoding: chunked\r\n\r\n5;", "y"));
    const result = await expectOutcome(server, "http_status", /answered 500/);
    expect(result.response?.truncated).toBe(true);
    expect(result.durationMs).toBeLessThan(550);
  });
});

describe("no connection", () => {
  test("nobody listens", async () => {
    const port = await freePort();
    const result = await post(sender(), `http://127.0.0.1:${port}/secret`);
    expect(result).toMatchObject({ outcome: "connection_refused", status: null, response: null });
    expect(result.message).toBe(
      `127.0.0.1:${port} refused the connection: check that the service is running and that the port in the URL is right.`,
    );
  });

  test("nobody listens at any address of a name", async () => {
    const addresses = ["127.0.0.1", "127.0.0.2"].map((address) => ({ address, family: 4 }));
    const port = await freePort();
    const from = sender({ resolver: async () => addresses });
    const result = await post(from, `http://jira.example.com:${port}/`);
    expect(result).toMatchObject({ outcome: "connection_refused" });
    expect(result.message).toMatch(/^jira\.example\.com:\d+ refused the connection/);
  });

  test("a name that does not exist", async () => {
    const resolver = () => Promise.reject(Object.assign(new Error("x"), { code: "ENOTFOUND" }));
    const result = await post(sender({ resolver }), "http://jira.example.com/secret");
    expect(result).toMatchObject({ outcome: "dns_failed" });
    expect(result.message).toMatch(
      /^The name jira\.example\.com could not be resolved \(ENOTFOUND\): check the host/,
    );
  });

  test("a name without addresses", async () => {
    expect(await post(sender({ resolver: async () => [] }), "http://jira.example.com/")).toMatchObject({
      outcome: "dns_failed",
    });
  });

  test("a look-up that does not end; waiting connections share it", async () => {
    let lookUps = 0;
    const resolver = () => {
      lookUps += 1;
      return new Promise<never>(() => {});
    };
    const from = sender({ resolver });
    const results = await Promise.all([1, 2, 3].map(() => post(from, "http://jira.example.com/")));
    for (const result of results) {
      expect(result).toMatchObject({ outcome: "connect_timeout" });
      expect(result.message).toMatch(/^The look-up of jira\.example\.com took too long/);
      expect(result.durationMs).toBeLessThan(550);
    }
    expect(lookUps).toBe(1);
  });

  test("a TLS handshake that stalls", async () => {
    const server = await serve({});
    const result = await post(sender(), server.url.replace("http:", "https:"));
    expect(result).toMatchObject({ outcome: "connect_timeout" });
    expect(result.message).toContain("did not complete the TLS handshake in time");
  });

  const noTls: [string, RawBehaviour][] = [
    ["plain HTTP", { onConnection: (socket) => socket.write(OK) }],
    ["a FIN in the handshake", { onConnection: (socket) => socket.end() }],
    [
      "a reset in the handshake",
      { onConnection: (socket) => socket.once("data", () => socket.resetAndDestroy()) },
    ],
  ];
  test.each(noTls)("%s where TLS should be", async (_what, behaviour) => {
    const server = await serve(behaviour);
    const result = await post(sender(), server.url.replace("http:", "https:"));
    expect(result).toMatchObject({ outcome: "tls_failed" });
    expect(result.message).toContain(`127.0.0.1:${server.port} did not complete a TLS handshake`);
  });

  test("a deadline before the connection stands sends nothing later", async () => {
    const server = await answering(OK);
    let resolve = () => {};
    const resolved = new Promise<void>((done) => {
      resolve = done;
    });
    const resolver = () => resolved.then(() => [{ address: "127.0.0.1", family: 4 }]);
    const from = sender({ resolver, deadlineMs: 50 });
    const result = await post(from, `http://jira.example.com:${server.port}/`);
    expect(result).toMatchObject({ outcome: "timeout" });
    expect(result.message).toMatch(/^No connection to jira/);
    resolve();
    // One that begins after the name was found comes after whatever the first would still send.
    await post(sender(), server.url, { "x-later": "1" });
    expect(server.received.filter((text) => text !== "")).toEqual([expect.stringContaining("x-later")]);
  });

  test.each(["not a URL", "ftp://example.com/", "http://[fe80::1%25eth0]/"])(
    "%s is never sent to",
    async (url) => {
      expect(await post(sender(), url)).toMatchObject({ outcome: "address_refused" });
    },
  );

  test("a header that can't be sent is named", async () => {
    const server = await answering(OK);
    const result = await post(sender(), server.url, { "x-a": "a\r\nb" });
    expect(result).toMatchObject({ outcome: "address_refused" });
    expect(result.message).toContain("invalid x-a header");
  });
});

describe("connections", () => {
  test("are kept and used again", async () => {
    const server = await answering(OK);
    const from = sender();
    for (let count = 0; count < 10; count += 1) await post(from, server.url);
    expect(server.received.length).toBeLessThanOrEqual(2);
  });

  test("a kept one that the receiver has closed is replaced", async () => {
    const closed: Promise<unknown>[] = [];
    const sockets: Socket[] = [];
    const server = await serve({
      onRequest: (socket) => {
        sockets.push(socket);
        closed.push(once(socket, "close"));
        socket.write(OK);
      },
    });
    const from = sender();
    await post(from, server.url);
    sockets[0]?.end();
    // It is closed once the sender has closed its own side too.
    await closed[0];
    expect(await post(from, server.url)).toMatchObject({ outcome: "delivered" });
    expect(server.received.length).toBe(2);
  });

  test("are not shared by channels, nor by revisions of one", async () => {
    const server = await answering(OK);
    const from = sender();
    const request = { url: server.url, headers: {}, body };
    await from.send({ key: "chn_1", revision: 1 }, request);
    await from.send({ key: "chn_2", revision: 1 }, request);
    await from.send({ key: "chn_1", revision: 2 }, request);
    expect(server.received.length).toBe(3);
  });

  test("a changed revision and a forgotten channel let the request in flight finish", async () => {
    const sockets: Socket[] = [];
    const server = await serve({ onRequest: (socket) => sockets.push(socket) });
    const from = sender();
    const request = { url: server.url, headers: {}, body };
    const first = from.send({ key: "chn_1", revision: 1 }, request);
    const second = from.send({ key: "chn_1", revision: 2 }, request);
    from.forget("chn_1");
    await expect.poll(() => sockets.length).toBe(2);
    for (const socket of sockets) socket.write(OK);
    expect(await first).toMatchObject({ outcome: "delivered" });
    expect(await second).toMatchObject({ outcome: "delivered" });
  });

  test("closing breaks off what is in flight", async () => {
    const server = await serve({});
    const from = sender();
    const pending = post(from, server.url);
    await expect.poll(() => server.received[0] ?? "").toContain("Disk full");
    await from.close();
    expect(await pending).toMatchObject({ outcome: "connection_closed" });
    expect((await pending).message).toMatch(/^Tocsin stopped before/);
  });
});
