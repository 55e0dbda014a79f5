import { base64Alphabet, hexAlphabet, OUTSIDE } from "./alphabets.ts";
import type { Draft, Reading } from "./reading.ts";

/** A kind of escapes. All of them begin with the same byte. */
export type Escapes = {
  starter: number;
  /** Writes what the escape at an index stands for; answers how many bytes it takes, or one of the two below. */
  undo(reading: Reading, at: number, draft: Draft): number;
};
export const NO_ESCAPE = 0;
/** The text was cut within the escape. */
export const UNFINISHED = -1;

/** Base64 and hex are wrapped at 64 or 76 letters, by some at 60. */
export const WRAPPED_LINE = 60;

const LONGEST_ENTITY = "&#x10FFFF;".length;

const [BACKSLASH, LINE_FEED, CARRIAGE_RETURN, LETTER_U, LETTER_X, SEMICOLON] = [
  0x5c, 0x0a, 0x0d, 0x75, 0x78, 0x3b,
];

const shortEscapes = byCharCode({ b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" });
const namedEntities = new Map(Object.entries({ amp: 0x26, lt: 0x3c, gt: 0x3e, quot: 0x22, apos: 0x27 }));

/** The escapes of JSON, and `\xNN` as programs print bytes. */
export const backslashes: Escapes = {
  starter: BACKSLASH,
  undo(reading, at, draft) {
    const { bytes, origins, cut } = reading;
    const kind = bytes[at + 1];
    if (kind === undefined) return cut ? UNFINISHED : NO_ESCAPE;
    if (kind === LETTER_U) return undoUnicode(reading, at, draft);
    if (kind === LETTER_X) return undoHexByte(reading, at, 2, draft);
    draft.byte(shortEscapes.get(kind) ?? kind, origins[at] ?? 0);
    return 2;
  },
};

/** Percent-encoding; what was encoded twice is read twice. */
export const percents: Escapes = {
  starter: 0x25,
  undo: (reading, at, draft) => undoHexByte(reading, at, 1, draft),
};

/** HTML: the five named entities that escaping needs, and all numeric ones. */
export const entities: Escapes = {
  starter: 0x26,
  undo({ bytes, origins, cut }, at, draft) {
    const length = bytes.subarray(at, at + LONGEST_ENTITY).indexOf(SEMICOLON) + 1;
    if (length === 0) return cut && at + LONGEST_ENTITY > bytes.length ? UNFINISHED : NO_ESCAPE;
    const point = entityNamed(String.fromCharCode(...bytes.subarray(at + 1, at + length - 1)));
    if (point === null) return NO_ESCAPE;
    draft.codePoint(point, origins[at] ?? 0);
    return length;
  },
};

/** Line breaks within base64 and hex. */
export const wraps: Escapes = {
  starter: LINE_FEED,
  undo({ bytes }, at, draft) {
    const lineEnd = bytes[at - 1] === CARRIAGE_RETURN ? at - 1 : at;
    for (let index = lineEnd - WRAPPED_LINE; index < lineEnd; index++) {
      if (base64Alphabet[bytes[index] ?? 0] === OUTSIDE) return NO_ESCAPE;
    }
    if (lineEnd < at) draft.dropLast();
    return 1;
  },
};

function undoUnicode({ bytes, origins, cut }: Reading, at: number, draft: Draft): number {
  const unit = hexNumber(bytes, at + 2, 4);
  if (unit === null) return cut && at + 6 > bytes.length ? UNFINISHED : NO_ESCAPE;
  const origin = origins[at] ?? 0;
  if (unit >= 0xd800 && unit < 0xdc00) {
    const low =
      bytes[at + 6] === BACKSLASH && bytes[at + 7] === LETTER_U ? hexNumber(bytes, at + 8, 4) : null;
    if (low !== null && low >= 0xdc00 && low < 0xe000) {
      draft.codePoint(0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00), origin);
      return 12;
    }
    if (cut && at + 12 > bytes.length) return UNFINISHED;
  }
  draft.codePoint(unit, origin);
  return 6;
}

/** A byte in two hex digits behind a prefix. */
function undoHexByte(
  { bytes, origins, cut }: Reading,
  at: number,
  prefixLength: number,
  draft: Draft,
): number {
  const length = prefixLength + 2;
  const byte = hexNumber(bytes, at + prefixLength, 2);
  if (byte === null) return cut && at + length > bytes.length ? UNFINISHED : NO_ESCAPE;
  draft.byte(byte, origins[at] ?? 0);
  return length;
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
