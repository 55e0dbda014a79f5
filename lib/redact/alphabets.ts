/**
 * The class of each byte. Bytes of one class compare as equal; OUTSIDE marks bytes that are not letters of
 * the alphabet.
 */
export type Alphabet = Uint8Array;

export const OUTSIDE = 255;

/** Text in any case. A plus equals a space, which it encodes in a query. */
export const plainAlphabet: Alphabet = alphabet((byte) =>
  byte === "+" ? " ".charCodeAt(0) : lowerCase(byte).charCodeAt(0),
);

/** Hex digits in either case. */
export const hexAlphabet: Alphabet = alphabet((byte) => {
  const digit = "0123456789abcdef".indexOf(byte.toLowerCase());
  return digit === -1 ? OUTSIDE : digit;
});

/** Letters of base64 and base64url, by the six bits that each encodes. */
export const base64Alphabet: Alphabet = alphabet((byte) =>
  /[A-Za-z0-9+/_-]/.test(byte) ? (Buffer.from(`${byte}A`, "base64")[0] ?? 0) >> 2 : OUTSIDE,
);

/**
 * Ignores whatever any other alphabet ignores, and case: bytes that are equal in one of them are equal here.
 */
export const foldedAlphabet: Alphabet = alphabet((byte) => {
  if (byte === "+" || byte === "-") return " ".charCodeAt(0);
  if (byte === "_") return "/".charCodeAt(0);
  return lowerCase(byte).charCodeAt(0);
});

/** 1 for the characters between the parts of a secret that was wrapped or split over header lines, else 0. */
export const separators: Uint8Array = alphabet((byte) => (" \t\r\n,".includes(byte) ? 1 : 0));

/** 1 for letters, digits and bytes beyond ASCII. A secret next to one of these is part of a longer word. */
export const wordLetters: Uint8Array = alphabet((byte) => (/[A-Za-z0-9_\x80-\xff]/.test(byte) ? 1 : 0));

function alphabet(classOf: (byte: string) => number): Alphabet {
  return Uint8Array.from({ length: 256 }, (_, byte) => classOf(String.fromCharCode(byte)));
}

function lowerCase(byte: string): string {
  return /[A-Z]/.test(byte) ? byte.toLowerCase() : byte;
}
