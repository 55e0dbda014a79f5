import type { AttemptResponse } from "#lib/domain/delivery/outcome.ts";

const MAX_BODY_BYTES = 64 * 1024;

/** An answer as it arrives: its status, its headers, and at most 64 KiB of its body. */
export class KeptAnswer {
  readonly status: number;
  /** Names are in lower case; the values of a repeated header are joined by ", ". */
  readonly headers: Record<string, string>;
  readonly #chunks: Buffer[] = [];
  #bytes = 0;

  constructor(status: number, headers: Record<string, string | string[] | undefined>) {
    this.status = status;
    this.headers = flatten(headers);
  }

  /** Adds a piece of the body. Returns false if only a part of it fitted. */
  add(chunk: Buffer): boolean {
    const room = MAX_BODY_BYTES - this.#bytes;
    const kept = chunk.length > room ? chunk.subarray(0, room) : chunk;
    if (kept.length > 0) this.#chunks.push(kept);
    this.#bytes += kept.length;
    return chunk.length <= room;
  }

  /** @param truncated whether the body is longer than what is kept */
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
