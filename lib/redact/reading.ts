/** What a text says, as bytes of UTF-8: as it stands, or with escapes undone. */
export type Reading = {
  bytes: Uint8Array;
  /** Of each byte: the index in the text of the character or escape that it comes from. */
  origins: Int32Array;
  /** Of each byte: the index in the text after that character or escape. */
  ends: Int32Array;
};

/** The text as it stands. */
export function read(text: string): Reading {
  const draft = new Draft(3 * text.length);
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 0x80) {
      draft.byte(code, at, at + 1);
      continue;
    }
    const point = text.codePointAt(at) ?? 0;
    const end = at + (point > 0xffff ? 2 : 1);
    draft.codePoint(point, at, end);
    at = end - 1;
  }
  return draft.finish();
}

export function saysTheSame(a: Reading, b: Reading): boolean {
  return a.bytes.length === b.bytes.length && Buffer.compare(a.bytes, b.bytes) === 0;
}

/** The bytes of a reading as a string of as many characters, for patterns. */
export function latin1({ bytes }: Reading): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("latin1");
}

/** A reading while it is written. */
export class Draft {
  readonly #bytes: Uint8Array;
  readonly #origins: Int32Array;
  readonly #ends: Int32Array;
  #length = 0;

  constructor(capacity: number) {
    this.#bytes = new Uint8Array(capacity);
    this.#origins = new Int32Array(capacity);
    this.#ends = new Int32Array(capacity);
  }

  byte(byte: number, origin: number, end: number): void {
    this.#bytes[this.#length] = byte;
    this.#origins[this.#length] = origin;
    this.#ends[this.#length] = end;
    this.#length++;
  }

  /** Half of a surrogate pair is written like any other. */
  codePoint(point: number, origin: number, end: number): void {
    for (const byte of utf8(point)) this.byte(byte, origin, end);
  }

  /** Bytes of another reading as they are. */
  copy({ bytes, origins, ends }: Reading, from: number, to: number): void {
    this.#bytes.set(bytes.subarray(from, to), this.#length);
    this.#origins.set(origins.subarray(from, to), this.#length);
    this.#ends.set(ends.subarray(from, to), this.#length);
    this.#length += to - from;
  }

  finish(): Reading {
    return {
      bytes: this.#bytes.subarray(0, this.#length),
      origins: this.#origins.subarray(0, this.#length),
      ends: this.#ends.subarray(0, this.#length),
    };
  }
}

function utf8(point: number): number[] {
  const rest = (shift: number) => 0x80 | ((point >> shift) & 0x3f);
  if (point < 0x80) return [point];
  if (point < 0x800) return [0xc0 | (point >> 6), rest(0)];
  if (point < 0x10000) return [0xe0 | (point >> 12), rest(6), rest(0)];
  return [0xf0 | (point >> 18), rest(12), rest(6), rest(0)];
}
