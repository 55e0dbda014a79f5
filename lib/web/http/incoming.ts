import type { IncomingMessage } from "node:http";
import { HttpError } from "./problem.ts";

/** A request whose body is to be read, whether Next or Node's server took it. */
export type Incoming = {
  /** The header's value; null where it is absent. The name is in lower case. */
  header(name: string): string | null;
  /** Hands the body on in pieces, as it arrives; resolves at its end, rejects with what `take` throws or cuts it off. */
  read(take: (chunk: Uint8Array) => void): Promise<void>;
};

export const incomingOfWeb = (request: Request): Incoming => ({
  header: (name) => request.headers.get(name),
  async read(take) {
    for await (const chunk of request.body ?? []) take(chunk);
  },
});

export const incomingOfNode = (request: IncomingMessage): Incoming => ({
  header(name) {
    const value = request.headers[name];
    return value === undefined ? null : typeof value === "string" ? value : value.join(", ");
  },
  read: (take) => readStream(request, take),
});

/** By its events: to iterate over it takes as long as all the rest of a small post. */
function readStream(request: IncomingMessage, take: (chunk: Uint8Array) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const takeOrStop = (chunk: Uint8Array) => {
      try {
        take(chunk);
      } catch (error) {
        request.off("data", takeOrStop).pause();
        reject(error);
      }
    };
    const cutOff = () => reject(new Error("The client is gone."));
    // One that went before it was read closes no more.
    if (request.destroyed) return cutOff();
    request.on("data", takeOrStop);
    request.once("end", resolve);
    request.once("error", reject);
    request.once("close", cutOff);
  });
}

/**
 * The body as text. Throws HttpError 413 where it has more than `maxBytes`, 400 where it is cut off or not UTF-8:
 * decoding would turn a bad byte into U+FFFD without a word.
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

/** The body, of at most `maxBytes`. Throws as `readText` does, but for the encoding. */
export async function readBytes(incoming: Incoming, maxBytes: number): Promise<Uint8Array> {
  if (Number(incoming.header("content-length")) > maxBytes) throw tooLarge(maxBytes);
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    // A chunked body says its length only by ending.
    await incoming.read((chunk) => {
      length += chunk.length;
      if (length > maxBytes) throw tooLarge(maxBytes);
      chunks.push(chunk);
    });
  } catch (error) {
    // Whatever else it is, the client broke off: nothing failed inside Tocsin.
    throw error instanceof HttpError ? error : new HttpError(400, "The body ended too early.");
  }
  const [only] = chunks;
  return chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks);
}

const tooLarge = (maxBytes: number) =>
  new HttpError(
    413,
    `The body has more than ${maxBytes.toLocaleString("en")} bytes, the most that is taken here: send less at once.`,
  );
