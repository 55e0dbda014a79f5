import type { IncomingMessage, ServerResponse } from "node:http";
import { requestIdOf } from "#lib/request-id.ts";
import { incomingOfNode } from "#lib/web/http/incoming.ts";
import { answerAhead } from "#lib/web/http/unread.ts";
import { receivePost } from "./receive.ts";

/** Answers POST /api/v1/alerts in front of Next: the hot path. */
export async function receiveInFront(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const requestId = requestIdOf(request);
  const { status, headers, body } = await receivePost(incomingOfNode(request), requestId);
  answerAhead(request, response);
  response.writeHead(status, {
    ...headers,
    "x-request-id": requestId,
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "content-length": Buffer.byteLength(body),
  });
  response.end(body);
}
