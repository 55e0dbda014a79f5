import type { IncomingMessage, ServerResponse } from "node:http";

/** How long a client that has its answer may go on sending before it is cut off, ms: it may not read while it writes. */
const LINGER_MS = 500;

/** Before an answer that comes ahead of the body's end: the client gets it. */
export function answerAhead(request: IncomingMessage, response: ServerResponse): void {
  if (!request.complete) endUnread(request, response);
}

/**
 * Cuts off, a moment after its answer, a client that still sends what nobody reads. One that wants to be closed then is
 * closed here: Node.js would do it at once, and what still comes would undo the answer.
 */
export function endUnread(request: IncomingMessage, response: ServerResponse): void {
  const { socket, headers } = request;
  const closes = hasBody(request) && /\bclose\b/i.test(headers.connection ?? "");
  if (closes) response.shouldKeepAlive = true;
  response.once("finish", () => {
    if (request.complete) return void (closes && socket.end());
    const timer = setTimeout(() => socket.destroy(), LINGER_MS);
    request.once("close", () => clearTimeout(timer));
    request.resume();
  });
}

const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers["transfer-encoding"] !== undefined || Number(headers["content-length"]) > 0;
