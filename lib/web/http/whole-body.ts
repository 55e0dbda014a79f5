import { IncomingMessage } from "node:http";
import { incomingOfNode, readBytes } from "./incoming.ts";

/** RFC 9112 §6.3: only these headers announce a body. */
const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) !== 0;

/**
 * The same request once all of its body has come: Next reads what it is sent without looking at its size, before
 * it knows who asks. Throws HttpError 413 where it has more than `maxBytes`, 400 where it is cut off.
 */
export async function withWholeBody(request: IncomingMessage, maxBytes: number): Promise<IncomingMessage> {
  if (!hasBody(request)) return request;
  return replayOf(request, await readBytes(incomingOfNode(request), maxBytes));
}

/** A request that was read can't be read again, so its reader gets a new one that holds the body. */
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
  // Otherwise it would count as broken off, and close the connection.
  replay.complete = true;
  replay.push(body);
  replay.push(null);
  return replay;
}
