import { createServer as createTcpServer, type Server, type Socket } from "node:net";
import { createServer as createTlsServer, type Server as TlsServer } from "node:tls";
import { Arrivals } from "./arrivals.ts";

/** A request's exact bytes: `head` up to the blank line, and the header lines as they were written. */
export type WireRequest = { raw: Buffer; head: Buffer; headerLines: string[]; path: string; body: Buffer };

/** The bytes to answer with. */
export type WireAnswering = (
  request: WireRequest,
  index: number,
) => string | Buffer | Promise<string | Buffer>;

/** A certificate and its key, PEM. */
export type Shown = { cert: string; key: string };

export type WireReceiver = AsyncDisposable & {
  readonly port: number;
  readonly requests: readonly WireRequest[];
  /** Bytes received after the handshake, including those of unfinished requests. */
  readonly bytes: number;
  /** Connections so far, including those whose TLS handshake was not finished. */
  readonly connections: number;
  answer: WireAnswering;
  waitFor(count: number, timeoutMs?: number): Promise<WireRequest[]>;
  /** Shows this chain from the next handshake on, the leaf first. */
  show(chain: readonly Shown[]): void;
  /** Closes the open connections. */
  hangUp(): void;
  stop(): Promise<void>;
};

/** An answer without a body. */
export const statusLine = (status: number): string => `HTTP/1.1 ${status} \r\ncontent-length: 0\r\n\r\n`;

/**
 * A receiver on loopback that keeps the exact bytes of its requests, over TLS if a `chain` is given; answers
 * 200 unless told otherwise: `await using receiver = await startWireReceiver()`.
 */
export async function startWireReceiver(
  options: { chain?: readonly Shown[]; port?: number; answer?: WireAnswering } = {},
): Promise<WireReceiver> {
  const arrivals = new Arrivals<WireRequest>();
  const sockets = new Set<Socket>();
  let [bytes, connections] = [0, 0];

  const onConnection = (socket: Socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => {});
    let pending = Buffer.alloc(0);
    socket.on("data", async (chunk: Buffer) => {
      bytes += chunk.length;
      pending = Buffer.concat([pending, chunk]);
      const request = parsed(pending);
      if (request === null) return;
      pending = Buffer.alloc(0);
      arrivals.add(request);
      socket.write(await receiver.answer(request, arrivals.all.length - 1));
    });
  };
  const server =
    options.chain === undefined ? createTcpServer(onConnection) : tlsServer(options.chain, onConnection);
  server.on("connection", () => {
    connections++;
  });
  const port = await listen(server, options.port);
  const hangUp = () => {
    for (const socket of sockets) socket.destroy();
  };
  const stop = async () => {
    hangUp();
    if (server.listening) await new Promise<void>((resolve) => server.close(() => resolve()));
  };
  const receiver: WireReceiver = {
    port,
    requests: arrivals.all,
    get bytes() {
      return bytes;
    },
    get connections() {
      return connections;
    },
    answer: options.answer ?? (() => statusLine(200)),
    waitFor: (count, timeoutMs) =>
      arrivals.waitFor((all) => all.length >= count, `${count} requests`, timeoutMs),
    show: (chain) => (server as TlsServer).setSecureContext(contextOf(chain)),
    hangUp,
    stop,
    [Symbol.asyncDispose]: stop,
  };
  return receiver;
}

const contextOf = (chain: readonly Shown[]) => ({
  cert: chain.map(({ cert }) => cert).join("\n"),
  key: chain[0]?.key,
});

function tlsServer(chain: readonly Shown[], onConnection: (socket: Socket) => void): TlsServer {
  const server = createTlsServer(contextOf(chain), onConnection);
  server.on("tlsClientError", () => {});
  return server;
}

function listen(server: Server, port = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : 0);
    });
  });
}

/** The request once it is complete by its Content-Length; null before. */
function parsed(raw: Buffer): WireRequest | null {
  const end = raw.indexOf("\r\n\r\n");
  if (end === -1) return null;
  const head = raw.subarray(0, end);
  const [requestLine = "", ...headerLines] = head.toString("latin1").split("\r\n");
  const length = headerLines.find((line) => /^content-length:/i.test(line))?.split(":")[1] ?? "0";
  const body = raw.subarray(end + 4);
  if (body.length < Number(length)) return null;
  return { raw, head, headerLines, path: requestLine.split(" ")[1] ?? "", body };
}
