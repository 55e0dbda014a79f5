import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { Server as NetServer, type Socket } from "node:net";

/** Connections that are still unanswered by then are cut off, ms. */
const DRAIN_MS = 2_000;
/**
 * How long an idle connection stays open, ms, so that a request that is already on its way gets its answer.
 */
const IDLE_MS = 1_000;

/**
 * Prepares the server's clean end. Call it before the server listens. The returned function ends the server:
 * it takes no more connections, closes each connection with its answer, and resolves when the last is closed,
 * after 2 s at most. Connections that have switched to another protocol (hot reload) don't count: the server
 * would wait for them for ever.
 */
export function drainable(server: Server): () => Promise<void> {
  // Keeps one entry per connection: a listener per response would cost the garbage collector more than the
  // rest of a post.
  const newest = new Map<Socket, ServerResponse>();
  let stopping = false;
  server.on("connection", (socket: Socket) => socket.once("close", () => newest.delete(socket)));
  server.prependListener("request", ({ socket }: IncomingMessage, response: ServerResponse) => {
    if (stopping) response.shouldKeepAlive = false;
    newest.set(socket, response);
  });
  return () => {
    stopping = true;
    // This changes nothing for a response that has already been sent.
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
    // The HTTP server's own close resets idle connections at once, even if a request is on its way.
    NetServer.prototype.close.call(server, () => {
      for (const timer of timers) clearTimeout(timer);
      resolve();
    });
  });
}
