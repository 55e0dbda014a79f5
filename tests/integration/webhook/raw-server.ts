import { createServer, type Server, type Socket } from "node:net";
import { createServer as createTlsServer, type TlsOptions } from "node:tls";

/** A server that answers with the bytes it is told to, whatever HTTP says. */
export type RawServer = {
  port: number;
  url: string;
  /** What each connection has sent. */
  received: string[];
  /** How many connections stand. */
  open(): number;
  close(): Promise<void>;
};

/** What the server does with a connection: at once, or on the first bytes of a request. */
export type RawBehaviour = {
  onConnection?: (socket: Socket) => void;
  onRequest?: (socket: Socket, requestsBefore: number) => void;
  /** Our own end stays open when the other's ends, and the other way round. */
  allowHalfOpen?: boolean;
  /** Over TLS, with this certificate. */
  tls?: TlsOptions;
  host?: string;
  port?: number;
};

/** Listens on a free loopback port. */
export async function startRawServer(behaviour: RawBehaviour): Promise<RawServer> {
  const received: string[] = [];
  const sockets = new Set<Socket>();
  let requests = 0;
  const { allowHalfOpen = false, tls, host = "127.0.0.1" } = behaviour;
  const onConnection = (socket: Socket) => {
    const index = received.push("") - 1;
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => {});
    socket.on("data", (chunk) => {
      received[index] += chunk.toString("latin1");
      if (received[index]?.endsWith("}")) behaviour.onRequest?.(socket, requests++);
    });
    behaviour.onConnection?.(socket);
  };
  const server =
    tls === undefined ? createServer({ allowHalfOpen }, onConnection) : createTlsServer(tls, onConnection);
  server.on("tlsClientError", () => {});
  const port = await listen(server, host, behaviour.port);
  const close = () => {
    for (const socket of sockets) socket.destroy();
    return new Promise<void>((resolve) => server.close(() => resolve()));
  };
  return {
    port,
    url: `${tls === undefined ? "http" : "https"}://127.0.0.1:${port}/hook/secret?key=secret`,
    received,
    open: () => sockets.size,
    close,
  };
}

/** Listens on a loopback port, a free one unless told otherwise, and says which. */
export function listen(server: Server, host = "127.0.0.1", wanted = 0): Promise<number> {
  return new Promise((resolve) => {
    server.listen(wanted, host, () => {
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : 0);
    });
  });
}

/** A loopback port where nobody listens. */
export async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Writes again and again until the socket is gone. */
export function keepWriting(socket: Socket, text: string, everyMs = 0): void {
  const write = () => {
    if (socket.destroyed) return;
    const flushed = socket.write(text);
    if (everyMs > 0) setTimeout(write, everyMs);
    else if (flushed) setImmediate(write);
    else socket.once("drain", write);
  };
  write();
}
