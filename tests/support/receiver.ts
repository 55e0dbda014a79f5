import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Arrivals } from "./arrivals.ts";

/** A received request. `rawBody` holds its exact bytes, `at` when its last byte arrived, ms since 1970. */
export type ReceivedRequest = {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  rawBody: Buffer;
  at: number;
};

/** "hang" never answers, "reset" cuts the connection. */
export type Answer =
  | { status: number; headers?: Record<string, string>; body?: string | Buffer }
  | "hang"
  | "reset";

/** Decides the answer to each request; `index` counts from 0. */
export type Answering = (request: ReceivedRequest, index: number) => Answer | Promise<Answer>;

export type Receiver = AsyncDisposable & {
  /** Without a trailing slash. */
  readonly url: string;
  readonly port: number;
  readonly requests: readonly ReceivedRequest[];
  /** How to answer. Replace it at any time: it counts from the next request on. */
  answer: Answering;
  /** Waits for a number of requests, or until the condition is true for all requests so far. */
  waitFor(
    wanted: number | ((requests: readonly ReceivedRequest[]) => boolean),
    timeoutMs?: number,
  ): Promise<ReceivedRequest[]>;
  /** Closes the port and every connection. */
  stop(): Promise<void>;
};

/**
 * A real HTTP server on loopback that records its requests, and answers 200 unless `answer` is given: `await
 * using receiver = await startReceiver()`. Pass the `port` of a stopped one to bring it back.
 */
export async function startReceiver(options: { answer?: Answering; port?: number } = {}): Promise<Receiver> {
  const arrivals = new Arrivals<ReceivedRequest>();
  const server = createServer((incoming, response) => {
    record(incoming)
      .then(async (request) => {
        arrivals.add(request);
        send(response, await receiver.answer(request, arrivals.all.length - 1));
      })
      .catch(() => incoming.destroy());
  });
  server.listen(options.port ?? 0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;

  const stop = async () => {
    if (!server.listening) return;
    const closed = once(server, "close");
    server.close();
    server.closeAllConnections();
    await closed;
  };
  const receiver: Receiver = {
    url: `http://127.0.0.1:${port}`,
    port,
    requests: arrivals.all,
    answer: options.answer ?? (() => ({ status: 200 })),
    waitFor(wanted, timeoutMs) {
      if (typeof wanted === "function")
        return arrivals.waitFor(wanted, "a condition on the requests", timeoutMs);
      return arrivals.waitFor((all) => all.length >= wanted, `${wanted} requests`, timeoutMs);
    },
    stop,
    [Symbol.asyncDispose]: stop,
  };
  return receiver;
}

async function record(incoming: IncomingMessage): Promise<ReceivedRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  return {
    method: incoming.method ?? "",
    path: incoming.url ?? "",
    headers: incoming.headers,
    rawBody: Buffer.concat(chunks),
    at: Date.now(),
  };
}

function send(response: ServerResponse, answer: Answer): void {
  if (answer === "hang") return;
  if (answer === "reset") {
    response.destroy();
    return;
  }
  response.writeHead(answer.status, answer.headers);
  response.end(answer.body);
}
