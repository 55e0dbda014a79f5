import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { incomingOfNode, incomingOfWeb, readText } from "#lib/web/http/incoming.ts";
import { HttpError } from "#lib/web/http/problem.ts";

const server = createServer();

beforeAll(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
});

afterAll(() => server.close());

/** A request of which only so much of its body has come, and how its client breaks off. */
async function halfSent(): Promise<{ request: IncomingMessage; breakOff: () => void }> {
  const client = connect((server.address() as AddressInfo).port, "127.0.0.1");
  client.write('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n{"alert_title"');
  const [request] = (await once(server, "request")) as [IncomingMessage];
  return { request, breakOff: () => client.destroy() };
}

const tooEarly = new HttpError(400, "The body ended too early.");

test("a client that breaks off is no failure of ours", async () => {
  const { request, breakOff } = await halfSent();
  const reading = readText(incomingOfNode(request), 1_000);
  breakOff();
  await expect(reading).rejects.toEqual(tooEarly);
});

test("a client that left before its body was read is no failure of ours", async () => {
  const { request, breakOff } = await halfSent();
  const closed = new Promise((resolve) => request.once("close", resolve));
  breakOff();
  await closed;
  await expect(readText(incomingOfNode(request), 1_000)).rejects.toEqual(tooEarly);
});

test("a client that left after Next took its request is no failure of ours", async () => {
  const body = new ReadableStream({ pull: (controller) => controller.error(new Error("aborted")) });
  const request = new Request("http://127.0.0.1", { method: "POST", body, duplex: "half" } as RequestInit);
  await expect(readText(incomingOfWeb(request), 1_000)).rejects.toEqual(tooEarly);
});
