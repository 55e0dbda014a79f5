const MAX_INTERIM_ANSWERS = 20;
/** A head that is longer is left to undici, which refuses it. */
const MAX_HEAD_BYTES = 16 * 1024;

/** Stands in for what has not come yet. */
const EXAMPLE = "HTTP/1.1 100 ";
const BLANK_LINE = "\r\n\r\n";
/** Where the status stands. */
const STATUS_AT = 9;
const ONE = 0x31;
/** `HTTP/1.x 1dd`, and not a 101: what only begins so, such as a status of four digits, is left to undici. */
const INTERIM = /^HTTP\/1\.. 1(?!01)\d\d[ \r\n]/;

/**
 * Takes the interim answers (100, 102, 103, …) out of what a connection reads: undici closes the connection for a
 * 100 that was not asked for. A 101 stays, for it ends HTTP on the connection.
 */
export class InterimAnswers {
  #expected = false;
  #held: Buffer | null = null;
  #passedOver = 0;

  /** A request is written now: its answer may begin with interim ones. */
  expect(): void {
    this.#expected = true;
    this.#held = null;
    this.#passedOver = 0;
  }

  /** There were more than a receiver may send. */
  get tooMany(): boolean {
    return this.#passedOver > MAX_INTERIM_ANSWERS;
  }

  /** What is left of the bytes just read; null where nothing is, or where the rest of a head has to come first. */
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

/** The length of the interim answer that the bytes begin with, 0 where they begin with none. */
function interimHead(bytes: Buffer): number | "incomplete" {
  if (bytes.length > STATUS_AT && bytes[STATUS_AT] !== ONE) return 0;
  if (!startsLikeInterim(bytes)) return 0;
  if (bytes.length < EXAMPLE.length) return "incomplete";
  const end = bytes.indexOf(BLANK_LINE);
  const head = bytes.toString("latin1", 0, end === -1 ? bytes.length : end);
  // Lines that end otherwise are not HTTP: undici says so.
  if (/(^|[^\r])\n/.test(head)) return 0;
  if (end !== -1) return end + BLANK_LINE.length;
  return bytes.length > MAX_HEAD_BYTES ? 0 : "incomplete";
}

/** Whether the bytes, as far as they go, may begin an interim answer. */
function startsLikeInterim(bytes: Buffer): boolean {
  const start = bytes.toString("latin1", 0, EXAMPLE.length);
  return INTERIM.test(start + EXAMPLE.slice(start.length));
}
