/** The class of each byte: bytes of one class count as the same. OUTSIDE is the class of what is no letter of it. */
export type Alphabet = Uint8Array;

export const OUTSIDE = 255;

/** Text in any case. A plus is a space: in a query it stands for one. */
export const plainAlphabet: Alphabet = alphabet((byte) =>
  byte === "+" ? " ".charCodeAt(0) : lowerCase(byte).charCodeAt(0),
);

/** Hex digits of either case. */
export const hexAlphabet: Alphabet = alphabet((byte) => {
  const digit = "0123456789abcdef".indexOf(byte.toLowerCase());
  return digit === -1 ? OUTSIDE : digit;
});

/** Letters of base64 and base64url alike, by the six bits that they stand for. */
export const base64Alphabet: Alphabet = alphabet((byte) =>
  /[A-Za-z0-9+/_-]/.test(byte) ? (Buffer.from(`${byte}A`, "base64")[0] ?? 0) >> 2 : OUTSIDE,
);

/** Coarser than all others: what is the same in any of them is the same here. Case, too, does not count. */
export const foldedAlphabet: Alphabet = alphabet((byte) => {
  if (byte === "+" || byte === "-") return " ".charCodeAt(0);
  if (byte === "_") return "/".charCodeAt(0);
  return lowerCase(byte).charCodeAt(0);
});

/** What stands between the parts of a secret that was wrapped, or split over lines of a header: 1, else 0. */
export const separators: Uint8Array = alphabet((byte) => (" \t\r\n,".includes(byte) ? 1 : 0));

/** Letters, digits and what is not ASCII: 1. A secret beside one of these is part of a longer word. */
export const wordLetters: Uint8Array = alphabet((byte) => (/[A-Za-z0-9_\x80-\xff]/.test(byte) ? 1 : 0));

function alphabet(classOf: (byte: string) => number): Alphabet {
  return Uint8Array.from({ length: 256 }, (_, byte) => classOf(String.fromCharCode(byte)));
}

function lowerCase(byte: string): string {
  return /[A-Z]/.test(byte) ? byte.toLowerCase() : byte;
}
