import type { IncomingMessage, ServerResponse } from "node:http";
import { isPackable, isWorthPacking, packerInto, type StreamCoding } from "./packing.ts";
import { varyByCoding } from "./vary.ts";

type Headers = Record<string, string | number | readonly string[]>;
type Callback = () => void;
type Chunk = string | Uint8Array;

/**
 * Compresses the answer to a GET or HEAD while it streams, if that helps. Don't use it for other methods: an
 * action's answer may contain a secret beside the user's input, and the compressed length would reveal how
 * alike they are (BREACH). Set headers one by one, or pass them to writeHead as an object.
 */
export function packAnswer(
  request: IncomingMessage,
  response: ServerResponse,
  coding: StreamCoding | "identity",
): void {
  const plain = {
    writeHead: response.writeHead.bind(response),
    write: response.write.bind(response),
    end: response.end.bind(response),
  };
  let packing: ReturnType<typeof packerInto> | null = null;

  const writeHead = (status: number, ...more: [string?, Headers?] | [Headers?]): ServerResponse => {
    response.statusCode = status;
    for (const one of more)
      if (typeof one === "string") response.statusMessage = one;
      else for (const [name, value] of Object.entries(one ?? {})) response.setHeader(name, value);
    const used = codingOf(request, response, coding);
    if (used !== "identity" && request.method !== "HEAD") packing = packerInto(response, used, plain);
    return plain.writeHead(status);
  };

  const write = (chunk: Chunk, ...more: [BufferEncoding, Callback?] | [Callback?]): boolean => {
    if (!response.headersSent) writeHead(response.statusCode);
    const [encoding, callback] = typeof more[0] === "string" ? more : [undefined, more[0]];
    const hasRoom = (packing?.packer ?? plain).write(chunk, encoding ?? "utf8", callback as Callback);
    packing?.flush();
    return hasRoom;
  };

  const end = (...last: (Chunk | BufferEncoding | Callback | undefined | null)[]): ServerResponse => {
    const callback = last.find((one) => typeof one === "function");
    const [chunk, encoding] = last.filter((one) => typeof one !== "function") as [Chunk?, BufferEncoding?];
    if (callback) response.once("finish", callback);
    if (!response.headersSent && chunk && !response.hasHeader("content-length"))
      response.setHeader("content-length", Buffer.byteLength(chunk, encoding));
    if (!response.headersSent) writeHead(response.statusCode);
    (packing?.packer ?? plain).end(chunk, encoding ?? "utf8");
    return response;
  };

  Object.assign(response, { writeHead, write, end });
}

/** Chooses the coding once all headers are set, and adjusts the headers to it. */
function codingOf(request: IncomingMessage, response: ServerResponse, wanted: StreamCoding | "identity") {
  if (!isPackable(response)) return "identity";
  varyByCoding(response);
  // A range counts uncompressed bytes.
  if (wanted === "identity" || request.headers.range !== undefined || !isWorthPacking(response))
    return "identity";
  response.setHeader("content-encoding", wanted);
  response.removeHeader("content-length");
  response.removeHeader("accept-ranges");
  const tag = response.getHeader("etag");
  // A strong tag would promise the same bytes in every coding (RFC 9110 §8.8.1).
  if (typeof tag === "string" && !tag.startsWith("W/")) response.setHeader("etag", `W/${tag}`);
  return wanted;
}
