import type { Server, ServerResponse } from "node:http";
import { Server as NetServer } from "node:net";

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
  const unanswered = new Set<ServerResponse>();
  let stopping = false;
  server.prependListener("request", (_request, response: ServerResponse) => {
    if (stopping) response.shouldKeepAlive = false;
    unanswered.add(response);
    response.once("close", () => unanswered.delete(response));
  });
  return () => {
    stopping = true;
    for (const response of unanswered) response.shouldKeepAlive = false;
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
