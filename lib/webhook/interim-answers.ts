const MAX_INTERIM_ANSWERS = 20;
/** undici gets a longer head, and refuses it. */
const MAX_HEAD_BYTES = 16 * 1024;

/** Completes a status line of which only a part has arrived. */
const EXAMPLE = "HTTP/1.1 100 ";
const BLANK_LINE = "\r\n\r\n";
/** Index of the status in the status line. */
const STATUS_AT = 9;
const ONE = 0x31;
/** `HTTP/1.x 1dd`, but not 101. The last class leaves a status of four digits to undici. */
const INTERIM = /^HTTP\/1\.. 1(?!01)\d\d[ \r\n]/;

/**
 * Removes interim answers (100, 102, 103, …) from what a connection reads, because undici closes the
 * connection after a 100 that it did not ask for. A 101 stays: it ends HTTP on the connection.
 */
export class InterimAnswers {
  #expected = false;
  #held: Buffer | null = null;
  #passedOver = 0;

  /** A request is written now; its answer may begin with interim ones. */
  expect(): void {
    this.#expected = true;
    this.#held = null;
    this.#passedOver = 0;
  }

  /** The receiver sent more than the limit. */
  get tooMany(): boolean {
    return this.#passedOver > MAX_INTERIM_ANSWERS;
  }

  /** The rest of the bytes just read; null if there is none, or if a head is still incomplete. */
  passOver(chunk: Buffer): Buffer | null {
    if (!this.#expected) return chunk;
    let rest = this.#held === null ? chunk : Buffer.concat([this.#held, chunk]);
    this.#held = null;
    for (let length = interimHead(rest); length !== 0; length = interimHead(rest)) {
      if (length === "incomplete") {
        this.#held = rest;
        return null;
      }
      this.#passedOver++;
      rest = rest.subarray(length);
      if (rest.length === 0 || this.tooMany) return null;
    }
    this.#expected = false;
    return rest;
  }
}

/** The length of the interim answer at the beginning of the bytes, 0 if there is none. */
function interimHead(bytes: Buffer): number | "incomplete" {
  if (bytes.length > STATUS_AT && bytes[STATUS_AT] !== ONE) return 0;
  if (!startsLikeInterim(bytes)) return 0;
  if (bytes.length < EXAMPLE.length) return "incomplete";
  const end = bytes.indexOf(BLANK_LINE);
  const head = bytes.toString("latin1", 0, end === -1 ? bytes.length : end);
  // A line that ends without CR is not HTTP: undici refuses it.
  if (/(^|[^\r])\n/.test(head)) return 0;
  if (end !== -1) return end + BLANK_LINE.length;
  return bytes.length > MAX_HEAD_BYTES ? 0 : "incomplete";
}

/** Whether the bytes that have arrived can be the beginning of an interim answer. */
function startsLikeInterim(bytes: Buffer): boolean {
  const start = bytes.toString("latin1", 0, EXAMPLE.length);
  return INTERIM.test(start + EXAMPLE.slice(start.length));
}
