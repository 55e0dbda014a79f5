import { IncomingMessage } from "node:http";
import { incomingOfNode, readBytes } from "./incoming.ts";

/** Only these headers announce a body (RFC 9112 §6.3). */
const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) !== 0;

/**
 * The same request with its whole body read, because Next reads a body of any size before it knows the
 * sender. Throws HttpError 413 if the body has more than `maxBytes`, 400 if it is cut off.
 */
export async function withWholeBody(request: IncomingMessage, maxBytes: number): Promise<IncomingMessage> {
  if (!hasBody(request)) return request;
  return replayOf(request, await readBytes(incomingOfNode(request), maxBytes));
}

/** A new request that holds the body, as a request can be read only once. */
function replayOf(request: IncomingMessage, body: Uint8Array): IncomingMessage {
  const replay = new IncomingMessage(request.socket);
  const { method, url, headers, rawHeaders, httpVersion, httpVersionMajor, httpVersionMinor } = request;
  Object.assign(replay, {
    method,
    url,
    headers,
    rawHeaders,
    httpVersion,
    httpVersionMajor,
    httpVersionMinor,
  });
  // Otherwise Node treats the request as aborted and closes the connection.
  replay.complete = true;
  replay.push(body);
  replay.push(null);
  return replay;
}
