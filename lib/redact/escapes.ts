import { hexAlphabet, OUTSIDE } from "./alphabets.ts";

/** One escape: the code point or byte that it encodes, if any, and its length in bytes. */
type Undone = { length: number; point?: number; byte?: number };

/** One way to escape characters. */
export type Escapes = {
  /** Global; finds where an escape may begin. */
  pattern: RegExp;
  /** Decodes the escape at an index; null if there is none. */
  undo(bytes: Uint8Array, at: number): Undone | null;
};

const LONGEST_ENTITY = "&#x10FFFF;".length;

const [BACKSLASH, LINE_FEED, CARRIAGE_RETURN, LETTER_U, LETTER_X, SEMICOLON] = [
  0x5c, 0x0a, 0x0d, 0x75, 0x78, 0x3b,
];

const shortEscapes = byCharCode({ b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" });
const namedEntities = new Map(Object.entries({ amp: 0x26, lt: 0x3c, gt: 0x3e, quot: 0x22, apos: 0x27 }));

/** JSON's escapes, and `\xNN` as programs print bytes. */
export const backslashes: Escapes = {
  pattern: /\\/g,
  undo(bytes, at) {
    const kind = bytes[at + 1];
    if (kind === undefined) return null;
    if (kind === LETTER_U) return undoUnicode(bytes, at);
    if (kind === LETTER_X) return undoHexByte(bytes, at, 2);
    return { byte: shortEscapes.get(kind) ?? kind, length: 2 };
  },
};

/** Percent-encoding, one layer of it. */
export const percents: Escapes = {
  pattern: /%[0-9a-f]{2}/gi,
  undo: (bytes, at) => undoHexByte(bytes, at, 1),
};

/** HTML's numeric entities, and the five named ones that escaping needs. */
export const entities: Escapes = {
  pattern: /&[a-z#]/gi,
  undo(bytes, at) {
    const length = bytes.subarray(at, at + LONGEST_ENTITY).indexOf(SEMICOLON) + 1;
    const point = entityNamed(String.fromCharCode(...bytes.subarray(at + 1, at + length - 1)));
    return length === 0 || point === null ? null : { point, length };
  },
};

/** Quoted-printable, as in mail: escaped bytes and soft line breaks. */
export const quotedPrintable: Escapes = {
  pattern: /=(?:[0-9a-f]{2}|[ \t]*\r?\n)/gi,
  undo(bytes, at) {
    let end = at + 1;
    while (bytes[end] === 0x20 || bytes[end] === 0x09) end++;
    if (bytes[end] === CARRIAGE_RETURN) end++;
    return bytes[end] === LINE_FEED ? { length: end + 1 - at } : undoHexByte(bytes, at, 1);
  },
};

function undoUnicode(bytes: Uint8Array, at: number): Undone | null {
  const unit = hexNumber(bytes, at + 2, 4);
  if (unit === null) return null;
  if (unit >= 0xd800 && unit < 0xdc00 && bytes[at + 6] === BACKSLASH && bytes[at + 7] === LETTER_U) {
    const low = hexNumber(bytes, at + 8, 4);
    if (low !== null && low >= 0xdc00 && low < 0xe000)
      return { point: 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00), length: 12 };
  }
  return { point: unit, length: 6 };
}

/** Decodes a byte written as two hex digits after a prefix. */
function undoHexByte(bytes: Uint8Array, at: number, prefixLength: number): Undone | null {
  const byte = hexNumber(bytes, at + prefixLength, 2);
  return byte === null ? null : { byte, length: prefixLength + 2 };
}

function entityNamed(name: string): number | null {
  const [, decimal, hex] = /^#(?:(\d+)|x([0-9a-f]+))$/i.exec(name) ?? [];
  const point = decimal ?? (hex === undefined ? namedEntities.get(name) : `0x${hex}`);
  return point === undefined || Number(point) > 0x10ffff ? null : Number(point);
}

function hexNumber(bytes: Uint8Array, start: number, length: number): number | null {
  let number = 0;
  for (let at = start; at < start + length; at++) {
    const digit = hexAlphabet[bytes[at] ?? 0] ?? OUTSIDE;
    if (digit === OUTSIDE) return null;
    number = (number << 4) | digit;
  }
  return number;
}

function byCharCode(characters: Record<string, string>): Map<number, number> {
  return new Map(Object.entries(characters).map(([from, to]) => [from.charCodeAt(0), to.charCodeAt(0)]));
}
