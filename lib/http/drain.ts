import type { Server } from "node:http";

/** Requests that are not answered by then are cut off; the engine needs the rest of the 10 s. */
const DRAIN_MS = 2_000;

/**
 * Takes no more connections and resolves when the requests under way are answered, or after 2 s: a connection
 * that speaks another protocol by now (hot reload) is none of the server's, which would wait for it for ever.
 */
export function drainServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      server.closeAllConnections();
      resolve();
    }, DRAIN_MS);
    server.close(() => {
      clearTimeout(timer);
      resolve();
    });
    server.closeIdleConnections();
  });
}
