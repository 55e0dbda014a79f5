const CARRIAGE_RETURN = 0x0d;

/** What a text says, as bytes of UTF-8: as it stands, or with escapes undone. */
export type Reading = {
  bytes: Uint8Array;
  /** Of each byte: the index in the text of the character or escape that it comes from. */
  origins: Int32Array;
  textLength: number;
  /** The text goes on after its end, which may stand within a character or an escape. */
  cut: boolean;
};

/** The text as it stands. */
export function read(text: string, cut: boolean): Reading {
  const draft = new Draft(3 * text.length);
  // A character that was cut in two has become U+FFFD.
  const length = cut && text.endsWith("\ufffd") ? text.length - 1 : text.length;
  for (let at = 0; at < length; at++) {
    const point = text.codePointAt(at) ?? 0;
    draft.codePoint(point, at);
    if (point > 0xffff) at++;
  }
  return draft.finish(text.length, cut);
}

/** The index in the text after the character or escape that a byte comes from. */
export function endInText({ origins, textLength }: Reading, index: number): number {
  const origin = origins[index];
  let next = index + 1;
  while (next < origins.length && origins[next] === origin) next++;
  return origins[next] ?? textLength;
}

export function saysTheSame(a: Reading, b: Reading): boolean {
  return a.bytes.length === b.bytes.length && Buffer.compare(a.bytes, b.bytes) === 0;
}

/** A reading while it is written. */
export class Draft {
  readonly #bytes: Uint8Array;
  readonly #origins: Int32Array;
  #length = 0;

  constructor(capacity: number) {
    this.#bytes = new Uint8Array(capacity);
    this.#origins = new Int32Array(capacity);
  }

  byte(byte: number, origin: number): void {
    this.#bytes[this.#length] = byte;
    this.#origins[this.#length] = origin;
    this.#length++;
  }

  /** Half of a surrogate pair is written like any other. */
  codePoint(point: number, origin: number): void {
    if (point < 0x80) this.byte(point, origin);
    else if (point < 0x800) {
      this.byte(0xc0 | (point >> 6), origin);
      this.byte(0x80 | (point & 0x3f), origin);
    } else if (point < 0x10000) {
      this.byte(0xe0 | (point >> 12), origin);
      this.byte(0x80 | ((point >> 6) & 0x3f), origin);
      this.byte(0x80 | (point & 0x3f), origin);
    } else {
      this.byte(0xf0 | (point >> 18), origin);
      this.byte(0x80 | ((point >> 12) & 0x3f), origin);
      this.byte(0x80 | ((point >> 6) & 0x3f), origin);
      this.byte(0x80 | (point & 0x3f), origin);
    }
  }

  dropLast(): void {
    this.#length--;
  }

  finish(textLength: number, cut: boolean): Reading {
    // Half a line break may be the end of a line of base64.
    if (cut && this.#bytes[this.#length - 1] === CARRIAGE_RETURN) this.#length--;
    return {
      bytes: this.#bytes.subarray(0, this.#length),
      origins: this.#origins.subarray(0, this.#length),
      textLength,
      cut,
    };
  }
}
