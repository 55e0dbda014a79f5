import { once } from "node:events";
import { createServer, get, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { ExportEnd } from "#lib/domain/export.ts";
import { setSettings } from "#lib/settings.ts";
import { Outflow } from "#lib/web/export/outflow.ts";
import { type Row, rowsBy } from "#lib/web/export/row.ts";
import { sendRows } from "#lib/web/export/send-rows.ts";
import { fileText } from "#lib/web/export/text.ts";
import { until } from "../../../support/until.ts";

let server: Server;
let outflow: Outflow;
/** How each export ended. */
let ends: ExportEnd[];
/** How many reads there were. */
let read: number;
/** Why there may be no more rows. */
let refusal: string | null;

beforeEach(() => {
  setSettings({
    baseUrl: null,
    logLevel: "silent",
    authSecret: "",
    secretKeyFile: "",
    commandLine: "tocsin",
    requireSecondFactor: false,
    oidc: null,
    passwordSignIn: true,
  });
  ends = [];
  read = 0;
  refusal = null;
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

/** Serves an export of these rows as NDJSON, once `ready` has resolved. */
async function serve(
  reads: () => AsyncGenerator<Iterable<Row>>,
  idleMs?: number,
  ready?: (response: ServerResponse) => Promise<unknown>,
): Promise<void> {
  server = createServer(async (_request, response) => {
    await ready?.(response);
    outflow = new Outflow(response, idleMs);
    ends.push(await sendRows(outflow, reads(), fileText("ndjson", ["n"]), () => refusal));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
}

async function ask(): Promise<IncomingMessage> {
  const request = get({ port: (server.address() as AddressInfo).port });
  const [response] = (await once(request, "response")) as [IncomingMessage];
  return response;
}

const ended = () => until("the end", async () => ends[0]);

async function* threeReads(): AsyncGenerator<Row[]> {
  for (read = 1; read <= 3; read++) yield [{ n: read }, { n: -read }];
}

/** More than the connection's buffers hold. */
async function* endless(): AsyncGenerator<Row[]> {
  for (;;) {
    read++;
    yield Array.from({ length: 100 }, () => ({ n: "x".repeat(1_000) }));
  }
}

test("a client gets every row of every read, and the export is whole", async () => {
  await serve(threeReads);
  expect(await text(await ask())).toBe('{"n":1}\n{"n":-1}\n{"n":2}\n{"n":-2}\n{"n":3}\n{"n":-3}\n');
  expect(await ended()).toEqual({ rows: 6, whole: true, because: null });
});

test("other work goes on after each row of the largest size", async () => {
  const made: number[] = [];
  let inTurn = 0;
  let counting = setImmediate(function count() {
    made.push(inTurn);
    inTurn = 0;
    counting = setImmediate(count);
  });
  await serve(async function* () {
    const texts = Array.from({ length: 100 }, () => "x".repeat(100_000));
    yield rowsBy((n) => {
      inTurn++;
      return { n };
    }, texts);
  });
  expect((await text(await ask())).length).toBeGreaterThan(100 * 100_000);
  expect(await ended()).toEqual({ rows: 100, whole: true, because: null });
  clearImmediate(counting);
  expect(Math.max(...made)).toBe(1);
});

test("nothing is read while the client does not", async () => {
  await serve(endless);
  const response = await ask();
  response.pause();
  const before = await until("a standstill", async () => {
    const now = read;
    await new Promise((resolve) => setTimeout(resolve, 100));
    return read === now ? now : undefined;
  });
  expect(before).toBeLessThan(200);
  response.resume();
  await until("more", async () => (read > before + 10 ? true : undefined));
});

test("a client that reads nothing for too long is cut off", async () => {
  await serve(endless, 100);
  const response = await ask();
  response.pause();
  expect(await ended()).toMatchObject({ whole: false, because: "The client read nothing for 10 minutes." });
});

test("a client that leaves ends the export", async () => {
  await serve(endless);
  (await ask()).destroy();
  expect(await ended()).toMatchObject({ whole: false, because: "The client closed the connection." });
});

test("so does one that has left before the export begins", async () => {
  await serve(endless, undefined, async (response) => {
    request.destroy();
    await once(response, "close");
  });
  const request = get({ port: (server.address() as AddressInfo).port }).on("error", () => {});
  expect(await ended()).toEqual({ rows: 0, whole: false, because: "The client closed the connection." });
  expect(read).toBe(0);
});

test("one that is cut off ends without the final chunk, and says how far it got", async () => {
  await serve(async function* () {
    yield [{ n: 1 }];
    outflow.cutOff("Tocsin was stopped.");
    yield [{ n: 2 }];
  });
  await expect(ask().then(text)).rejects.toThrow("aborted");
  expect(await ended()).toEqual({ rows: 1, whole: false, because: "Tocsin was stopped." });
});

test("one whose reader may have no more is cut off before the next read, and says why", async () => {
  await serve(async function* () {
    for (read = 1; read < 100; read++) {
      if (read === 3) refusal = "The session has ended.";
      yield [{ n: read }];
    }
  });
  await expect(ask().then(text)).rejects.toThrow("aborted");
  expect(await ended()).toEqual({ rows: 3, whole: false, because: "The session has ended." });
  expect(read).toBe(3);
});

test("one that finds nothing reads no further once it is cut off", async () => {
  await serve(async function* () {
    for (read = 1; read < 100; read++) {
      if (read === 3) outflow.cutOff("Tocsin was stopped.");
      yield [];
    }
  });
  await expect(ask().then(text)).rejects.toThrow();
  expect(await ended()).toEqual({ rows: 0, whole: false, because: "Tocsin was stopped." });
  expect(read).toBe(3);
});

test("one that fails ends without the final chunk too", async () => {
  await serve(async function* () {
    yield [{ n: 1 }];
    throw new Error("The disk is gone.");
  });
  await expect(ask().then(text)).rejects.toThrow("aborted");
  expect(await ended()).toMatchObject({
    rows: 1,
    whole: false,
    because: expect.stringMatching(/^This failed/),
  });
});
