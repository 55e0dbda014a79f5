import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { Server as NetServer, type Socket } from "node:net";

/** What is not answered by then is cut off. */
const DRAIN_MS = 2_000;
/** How long a connection without a request stays open, ms: a request that is on its way there gets its answer. */
const IDLE_MS = 1_000;

/**
 * Call it before the server listens. The function returned ends the server: it takes no more connections, each
 * answer closes its own, and it resolves when the last is closed, after 2 s at most. A connection that speaks
 * another protocol by now (hot reload) is none of the server's, which would wait for it for ever.
 */
export function drainable(server: Server): () => Promise<void> {
  // A listener per response would cost the collector more than all the rest of a post: one entry per connection is kept.
  const newest = new Map<Socket, ServerResponse>();
  let stopping = false;
  server.on("connection", (socket: Socket) => socket.once("close", () => newest.delete(socket)));
  server.prependListener("request", ({ socket }: IncomingMessage, response: ServerResponse) => {
    if (stopping) response.shouldKeepAlive = false;
    newest.set(socket, response);
  });
  return () => {
    stopping = true;
    // Of one that is answered already nothing changes any more.
    for (const response of newest.values()) response.shouldKeepAlive = false;
    return closed(server);
  };
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const timers = [
      setTimeout(() => server.closeIdleConnections(), IDLE_MS),
      setTimeout(() => {
        server.closeAllConnections();
        resolve();
      }, DRAIN_MS),
    ];
    // The HTTP server's own would reset idle connections at once, also one that a request is on its way to.
    NetServer.prototype.close.call(server, () => {
      for (const timer of timers) clearTimeout(timer);
      resolve();
    });
  });
}
