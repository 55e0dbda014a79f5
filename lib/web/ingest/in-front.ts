import type { IncomingMessage, ServerResponse } from "node:http";
import type { TrustedProxies } from "#lib/domain/trusted-proxies.ts";
import { currentRequestId, newRequestId, requestIdOf } from "#lib/request-id.ts";
import { incomingOfNode } from "#lib/web/http/incoming.ts";
import { clientOf } from "#lib/web/http/own-headers.ts";
import type { SenderAddress } from "#lib/web/http/sender-address.ts";
import { answerAhead } from "#lib/web/http/unread.ts";
import { receivePost } from "./receive.ts";
import { receiveSender } from "./receive-sender.ts";

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

/** Makes what answers everything below /api/v1/in. The listener has put its own headers on the answer. */
export const receiveSendersInFront =
  (trusted: TrustedProxies) =>
  async (request: IncomingMessage, response: ServerResponse, address: SenderAddress): Promise<void> => {
    const client = () => clientOf(request, trusted);
    const incoming = { ...incomingOfNode(request), headers: () => headersOf(request) };
    const sent = { ...incoming, ...address, method: request.method ?? "", client };
    const { status, headers, body } = await receiveSender(sent, currentRequestId() ?? newRequestId());
    answerAhead(request, response);
    const length = status === 204 ? {} : { "content-length": Buffer.byteLength(body) };
    response.writeHead(status, { ...headers, "cache-control": "no-store", ...length });
    response.end(request.method === "HEAD" ? undefined : body);
  };

const headersOf = ({ headers }: IncomingMessage): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value ?? "")]));
