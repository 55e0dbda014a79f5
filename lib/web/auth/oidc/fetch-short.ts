import type { CustomFetchOptions } from "openid-client";

const MAX_BYTES = 1024 * 1024;

/** As `fetch`, but an answer of more than 1 MiB is an error. */
export async function fetchShort(url: string, options: CustomFetchOptions): Promise<Response> {
  // The library sends no bytes, which is all that RequestInit would take otherwise.
  const answer = await fetch(url, { ...options, cache: "no-store" } as RequestInit);
  if (answer.body === null) return answer;
  const { status, statusText, headers } = answer;
  return new Response(await readShort(answer.body), { status, statusText, headers });
}

async function readShort(body: ReadableStream<Uint8Array>): Promise<Buffer<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    if (length > MAX_BYTES) throw new Error("The provider's answer has more than 1 MiB.");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
