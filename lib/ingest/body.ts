import { HttpError } from "#lib/problem.ts";

/**
 * The request's body as text. Throws HttpError 413 where it has more than `maxBytes`, 400 where it is
 * not UTF-8: decoding would turn a bad byte into U+FFFD without a word.
 */
export async function readText(request: Request, maxBytes: number): Promise<string> {
  const bytes = await readBytes(request, maxBytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new HttpError(400, "The body is not valid UTF-8.");
  }
}

async function readBytes(request: Request, maxBytes: number): Promise<Uint8Array> {
  const announced = request.headers.get("content-length");
  if (announced === null) return readStream(request, maxBytes);
  if (Number(announced) > maxBytes) throw tooLarge(maxBytes);
  return new Uint8Array(await request.arrayBuffer());
}

/** A chunked body says its length only by ending. */
async function readStream(request: Request, maxBytes: number): Promise<Uint8Array> {
  if (request.body === null) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request.body) {
    length += chunk.length;
    if (length > maxBytes) throw tooLarge(maxBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const tooLarge = (maxBytes: number) =>
  new HttpError(
    413,
    `The body has more than ${maxBytes.toLocaleString("en")} bytes: split it into several posts.`,
  );
