import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Arrivals } from "./arrivals.ts";

/** A request as it came: `rawBody` holds the exact bytes, `at` the milliseconds since 1970 of its last one. */
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

/** Decides on each request; `index` counts from 0. */
export type Answering = (request: ReceivedRequest, index: number) => Answer | Promise<Answer>;

export type Receiver = AsyncDisposable & {
  /** Without a trailing slash. */
  readonly url: string;
  readonly port: number;
  readonly requests: readonly ReceivedRequest[];
  /** May be replaced at any time; counts from the next request on. */
  answer: Answering;
  /** Waits for so many requests, or until the condition holds for all that have come. */
  waitFor(
    wanted: number | ((requests: readonly ReceivedRequest[]) => boolean),
    timeoutMs?: number,
  ): Promise<ReceivedRequest[]>;
  /** Closes the port and every connection. */
  stop(): Promise<void>;
};

/**
 * A real HTTP server on loopback that records what it gets, and answers 200 unless told otherwise:
 * `await using receiver = await startReceiver()`. Give the `port` of one that was stopped to bring it back.
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
