/** A text as bytes of UTF-8, either as it is or with escapes undone. */
export type Reading = {
  bytes: Uint8Array;
  /** For each byte, the index of the character or escape in the text that it comes from. */
  origins: Int32Array;
  /** For each byte, the index after that character or escape. */
  ends: Int32Array;
};

/** Reads the text as it is. */
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

/** The bytes as a string with one character each, for patterns. */
export function latin1({ bytes }: Reading): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("latin1");
}

/** Builds a reading. */
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

  /** Encodes half a surrogate pair like any other code point. */
  codePoint(point: number, origin: number, end: number): void {
    for (const byte of utf8(point)) this.byte(byte, origin, end);
  }

  /** Copies bytes of another reading. */
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
