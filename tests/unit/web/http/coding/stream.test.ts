import { once } from "node:events";
import { createServer, type IncomingMessage, type RequestListener, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer, text } from "node:stream/consumers";
import { createGunzip, createZstdDecompress, gunzipSync, zstdDecompressSync } from "node:zlib";
import { afterEach, describe, expect, test } from "vitest";
import type { StreamCoding } from "#lib/web/http/coding/packing.ts";
import { packAnswer } from "#lib/web/http/coding/stream.ts";

let server: Server | undefined;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

const LONG = "All is well. ".repeat(1_000);

/** Opens the answer of `handler`, compressed in `coding`. */
async function open(handler: RequestListener, { coding = "gzip", method = "GET", headers = {} }: Ask = {}) {
  server = createServer((incoming, response) => {
    packAnswer(incoming, response, coding);
    handler(incoming, response);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const outgoing = request({ port, method, headers, agent: false }).end();
  const [answer] = await once(outgoing, "response");
  return answer as IncomingMessage;
}

type Ask = { coding?: StreamCoding | "identity"; method?: string; headers?: Record<string, string> };

const says =
  (body: string, headers: Record<string, string> = {}, status = 200): RequestListener =>
  (_request, response) => {
    response.statusCode = status;
    response.setHeaders(new Map(Object.entries({ "content-type": "text/html", ...headers })));
    response.end(body);
  };

describe("compressed", () => {
  test.each([
    "text/html; charset=utf-8",
    "text/x-component",
    "application/json",
    "application/problem+json",
    "application/javascript; charset=UTF-8",
    "image/svg+xml",
  ])("%s", async (type) => {
    const answer = await open(says(LONG, { "content-type": type }));
    expect(answer.headers).toMatchObject({ "content-encoding": "gzip", vary: "Accept-Encoding" });
    expect(answer.headers["content-length"]).toBeUndefined();
    expect(gunzipSync(await buffer(answer)).toString()).toBe(LONG);
  });

  test("in zstd as well", async () => {
    const answer = await open(says(LONG), { coding: "zstd" });
    expect(answer.headers["content-encoding"]).toBe("zstd");
    expect(zstdDecompressSync(await buffer(answer)).toString()).toBe(LONG);
  });

  test("pieces in any form", async () => {
    const answer = await open((_request, response) => {
      response.writeHead(200, "Fine", { "content-type": "text/html" });
      response.write("one, ");
      response.write(Buffer.from("two, "), () => response.end("dGhyZWU=", "base64"));
    });
    expect(answer.statusMessage).toBe("Fine");
    expect(gunzipSync(await buffer(answer)).toString()).toBe("one, two, three");
  });
});

describe("not compressed", () => {
  test.each([
    ["a stream of events", says(LONG, { "content-type": "text/event-stream" }), {}],
    ["a picture", says(LONG, { "content-type": "image/png" }), {}],
    ["what is coded already", says(LONG, { "content-encoding": "br" }), {}],
    ["what nobody may change", says(LONG, { "cache-control": "private, no-transform" }), {}],
    ["what is short", says("Hi"), {}],
    ["a part", says(LONG, {}, 206), {}],
    ["the answer to a request for a part", says(LONG), { headers: { range: "bytes=0-9" } }],
    ["an answer in identity", says(LONG), { coding: "identity" }],
  ] as const)("%s", async (_, handler, ask) => {
    const answer = await open(handler, ask);
    const body = await text(answer);
    expect(answer.headers["content-encoding"]).not.toBe("gzip");
    expect(answer.headers["content-length"]).toBe(String(body.length));
  });

  test("204 and 304, which have no body", async () => {
    for (const status of [204, 304]) {
      const answer = await open(says("", {}, status));
      expect(answer.headers["content-encoding"]).toBeUndefined();
      expect(await text(answer)).toBe("");
    }
  });
});

describe("headers", () => {
  test("caches keep the codings apart, including identity", async () => {
    const identity = await open(says(LONG, { vary: "rsc, next-url" }), { coding: "identity" });
    expect(identity.headers.vary).toBe("rsc, next-url, Accept-Encoding");
    const all = await open(says(LONG, { vary: "*" }));
    expect(all.headers.vary).toBe("*");
    const picture = await open(says(LONG, { "content-type": "image/png" }));
    expect(picture.headers.vary).toBeUndefined();
  });

  test("a strong tag becomes weak, because the bytes differ; ranges are not offered", async () => {
    const answer = await open(says(LONG, { etag: '"abc"', "accept-ranges": "bytes" }));
    expect(answer.headers.etag).toBe('W/"abc"');
    expect(answer.headers["accept-ranges"]).toBeUndefined();
    const identity = await open(says(LONG, { etag: '"abc"' }), { coding: "identity" });
    expect(identity.headers.etag).toBe('"abc"');
  });

  test("HEAD has the headers of GET, and no body", async () => {
    const answer = await open(says(LONG), { method: "HEAD" });
    expect(answer.headers).toMatchObject({ "content-encoding": "gzip", vary: "Accept-Encoding" });
    expect(answer.headers["content-length"]).toBeUndefined();
    expect(await text(answer)).toBe("");
  });
});

test.each([
  ["gzip", createGunzip],
  ["zstd", createZstdDecompress],
] as const)("in %s the first piece can be read while the rest is made", async (coding, unpack) => {
  const rest = Promise.withResolvers<void>();
  const answer = await open(
    async (_request, response) => {
      response.setHeader("content-type", "text/html");
      response.write("<p>skele");
      response.write("ton</p>");
      await rest.promise;
      response.end("<p>content</p>");
    },
    { coding },
  );
  const pieces = answer.pipe(unpack())[Symbol.asyncIterator]();
  expect(String((await pieces.next()).value)).toBe("<p>skeleton</p>");
  rest.resolve();
  expect(String((await pieces.next()).value)).toBe("<p>content</p>");
});

test("a slow reader holds the writer back, and gets everything", async () => {
  // Noise does not compress, so it fills the socket.
  const piece = Buffer.from(Array.from({ length: 100_000 }, () => Math.floor(Math.random() * 256)));
  let waits = 0;
  const answer = await open(async (_request, response) => {
    response.setHeader("content-type", "text/plain");
    for (let sent = 0; sent < 100; sent++)
      if (!response.write(piece)) {
        waits++;
        await once(response, "drain");
      }
    response.end();
  });
  const all = gunzipSync(await buffer(answer));
  expect(all.length).toBe(100 * piece.length);
  expect(all.subarray(-piece.length).equals(piece)).toBe(true);
  expect(waits).toBeGreaterThan(0);
});

test("a client that disconnects ends the compression", async () => {
  const closed = Promise.withResolvers<void>();
  const answer = await open((_request, response) => {
    response.setHeader("content-type", "text/html");
    response.write(LONG);
    response.once("close", () => {
      response.write("more");
      response.end();
      closed.resolve();
    });
  });
  await once(answer, "data");
  answer.destroy();
  await closed.promise;
});
