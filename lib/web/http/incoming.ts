import type { IncomingMessage } from "node:http";
import { HttpError } from "./problem.ts";

/** A request whose body will be read, from Next or from Node's server. */
export type Incoming = {
  /** The header's value, or null if it is absent. `name` is in lower case. */
  header(name: string): string | null;
  /**
   * Passes the body to `take` in pieces as they arrive. Resolves at the end of the body; rejects if it is cut
   * off, or with what `take` throws.
   */
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

/** Uses events: async iteration would double the cost of a small post. */
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
    // A request that was destroyed before now emits no more close event.
    if (request.destroyed) return cutOff();
    let ended = false;
    request.on("data", takeOrStop);
    request.once("end", () => {
      ended = true;
      resolve();
    });
    request.once("error", reject);
    // Every request closes: an error built for each would cost its stack.
    request.once("close", () => ended || cutOff());
  });
}

/**
 * The body as text. Throws HttpError 413 if it has more than `maxBytes`, 400 if it is cut off or not UTF-8: a
 * decoder would silently turn a bad byte into U+FFFD.
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

/** The body's bytes. Throws like `readText`, except for the encoding. */
export async function readBytes(incoming: Incoming, maxBytes: number): Promise<Uint8Array> {
  if (Number(incoming.header("content-length")) > maxBytes) throw tooLarge(maxBytes);
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    // A chunked body does not announce its length, so count while reading.
    await incoming.read((chunk) => {
      length += chunk.length;
      if (length > maxBytes) throw tooLarge(maxBytes);
      chunks.push(chunk);
    });
  } catch (error) {
    // Any other error means that the client broke off, so nothing failed inside Tocsin.
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
