import type { IncomingMessage, ServerResponse } from "node:http";

/**
 * How long a client that has been answered may go on sending before it is cut off, ms. It may not read while
 * it writes.
 */
const LINGER_MS = 500;

/**
 * Makes sure that a client gets an answer that is sent before its body has ended. Call it before answering.
 */
export function answerAhead(request: IncomingMessage, response: ServerResponse): void {
  if (!request.complete) endUnread(request, response);
}

/**
 * Cuts off a client that goes on sending for LINGER_MS after its answer, since nobody reads it. Also closes a
 * connection that the client wants closed, once its body has come: Node.js would close it at once, and bytes
 * that still arrive would then destroy the answer.
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
