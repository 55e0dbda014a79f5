import type { IncomingMessage } from "node:http";
import { HttpError } from "#lib/problem.ts";

/** A request as the ingest reads it, whether Next or Node's server took it. */
export type Incoming = {
  /** The header's value; null where it is absent. The name is in lower case. */
  header(name: string): string | null;
  /** The body in pieces, as it arrives. */
  chunks(): AsyncIterable<Uint8Array>;
};

export const incomingOfWeb = (request: Request): Incoming => ({
  header: (name) => request.headers.get(name),
  chunks: () => request.body ?? nothing(),
});

export const incomingOfNode = (request: IncomingMessage): Incoming => ({
  header(name) {
    const value = request.headers[name];
    return value === undefined ? null : typeof value === "string" ? value : value.join(", ");
  },
  chunks: () => request,
});

async function* nothing(): AsyncIterable<Uint8Array> {}

/**
 * The body as text. Throws HttpError 413 where it has more than `maxBytes`, 400 where it is not UTF-8: decoding
 * would turn a bad byte into U+FFFD without a word.
 */
export async function readText(incoming: Incoming, maxBytes: number): Promise<string> {
  const bytes = await readBytes(incoming, maxBytes);
  try {
    return decoder.decode(bytes);
  } catch {
    throw new HttpError(400, "The body is not valid UTF-8.");
  }
}

const decoder = new TextDecoder("utf-8", { fatal: true });

async function readBytes(incoming: Incoming, maxBytes: number): Promise<Uint8Array> {
  if (Number(incoming.header("content-length")) > maxBytes) throw tooLarge(maxBytes);
  const chunks: Uint8Array[] = [];
  let length = 0;
  // A chunked body says its length only by ending.
  for await (const chunk of incoming.chunks()) {
    length += chunk.length;
    if (length > maxBytes) throw tooLarge(maxBytes);
    chunks.push(chunk);
  }
  const [only] = chunks;
  return chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks);
}

const tooLarge = (maxBytes: number) =>
  new HttpError(
    413,
    `The body has more than ${maxBytes.toLocaleString("en")} bytes: split it into several posts.`,
  );
