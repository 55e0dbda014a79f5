import type { IncomingMessage, ServerResponse } from "node:http";
import { incomingOfNode } from "#lib/http/incoming.ts";
import { takePost } from "./take-post.ts";

/** How long a client that was refused may go on sending before it is cut off, ms: it may not read while it writes. */
const LINGER_MS = 500;

/** POST /api/v1/alerts in front of Next: the hot path. */
export async function receiveInFront(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { status, headers, body } = await takePost(incomingOfNode(request));
  response.writeHead(status, { ...headers, "content-length": Buffer.byteLength(body) });
  response.end(body);
  if (!request.complete) endUnread(request);
}

function endUnread(request: IncomingMessage): void {
  const timer = setTimeout(() => request.destroy(), LINGER_MS);
  request.once("close", () => clearTimeout(timer));
  request.resume();
}
