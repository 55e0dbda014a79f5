import type { AttemptResponse } from "#lib/domain/delivery/outcome.ts";

const MAX_BODY_BYTES = 64 * 1024;

/** What is kept of an answer while it comes in: its status, its headers, and at most 64 KiB of its body. */
export class KeptAnswer {
  readonly status: number;
  /** Names in lower case; a repeated header's values joined by ", ". */
  readonly headers: Record<string, string>;
  readonly #chunks: Buffer[] = [];
  #bytes = 0;

  constructor(status: number, headers: Record<string, string | string[] | undefined>) {
    this.status = status;
    this.headers = flatten(headers);
  }

  /** Keeps a piece of the body. Returns false where it did not fit whole. */
  add(chunk: Buffer): boolean {
    const room = MAX_BODY_BYTES - this.#bytes;
    const kept = chunk.length > room ? chunk.subarray(0, room) : chunk;
    if (kept.length > 0) this.#chunks.push(kept);
    this.#bytes += kept.length;
    return chunk.length <= room;
  }

  /** @param truncated the body went on after what is kept */
  response(truncated: boolean): AttemptResponse {
    return { headers: this.headers, body: this.#body(), truncated };
  }

  #body(): string {
    const [first] = this.#chunks;
    if (first === undefined) return "";
    return (this.#chunks.length === 1 ? first : Buffer.concat(this.#chunks)).toString("utf8");
  }
}

function flatten(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const flat: [string, string][] = [];
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) flat.push([name, typeof value === "string" ? value : value.join(", ")]);
  }
  return Object.fromEntries(flat);
}
