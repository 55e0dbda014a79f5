import type { IncomingMessage, ServerResponse } from "node:http";
import type { TrustedProxies } from "#lib/domain/trusted-proxies.ts";
import { requestIdOf } from "#lib/request-id.ts";
import { incomingOfNode } from "#lib/web/http/incoming.ts";
import { clientOf } from "#lib/web/http/own-headers.ts";
import { answerAhead } from "#lib/web/http/unread.ts";
import { receivePost } from "./receive.ts";

/**
 * Makes what answers POST /api/v1/alerts in front of Next: the hot path. `security` are the headers that every
 * answer has.
 */
export const receiveInFront =
  (trusted: TrustedProxies, security: Readonly<Record<string, string>>) =>
  async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const requestId = requestIdOf(request);
    const post = { ...incomingOfNode(request), client: () => clientOf(request, trusted) };
    const { status, headers, body } = await receivePost(post, requestId);
    answerAhead(request, response);
    response.writeHead(status, {
      ...security,
      ...headers,
      "x-request-id": requestId,
      "cache-control": "no-store",
      "content-length": Buffer.byteLength(body),
    });
    response.end(body);
  };
