import type { IncomingMessage, ServerResponse } from "node:http";

/** How long a client that has its answer may go on sending before it is cut off, ms: it may not read while it writes. */
const LINGER_MS = 500;

/** Before an answer that comes ahead of the body's end: the client gets it, also one that wants to be closed then. */
export function answerAhead(request: IncomingMessage, response: ServerResponse): void {
  if (request.complete) return;
  // Node.js would close such a connection at once, and what still comes would undo the answer.
  if (/\bclose\b/i.test(request.headers.connection ?? "")) response.shouldKeepAlive = true;
  endUnread(request, response);
}

/** Cuts off, a moment after its answer, a client that still sends what nobody reads. */
export function endUnread(request: IncomingMessage, response: ServerResponse): void {
  response.once("finish", () => {
    if (request.complete) return;
    const timer = setTimeout(() => request.socket.destroy(), LINGER_MS);
    request.once("close", () => clearTimeout(timer));
    request.resume();
  });
}
