import { hexAlphabet, OUTSIDE, separators } from "./alphabets.ts";
import type { Form } from "./secret-forms.ts";
import { moved, WINDOW, Windows } from "./windows.ts";

/** Skips separators, a plus (it may be a space), and the colon and minus between pairs of hex digits. */
const passedOver = Uint8Array.from(separators, (one, byte) =>
  "+-:".includes(String.fromCharCode(byte)) ? 1 : one,
);
const gaps = Uint8Array.from(passedOver, (one, byte) =>
  ".;|".includes(String.fromCharCode(byte)) ? 1 : one,
);
const [ZERO, LETTER_X, CAPITAL_X] = [0x30, 0x78, 0x58];

/** How many letters after a window are compared too, to rule out matches by chance. */
const MORE = 4;

/** The start of a form: the letters of a window and MORE after it. */
type Beginning = {
  letters: Uint8Array;
  /** Hex digits. In a dump other digits may follow these, but a gap comes soon. */
  inDump: boolean;
};

/** Tells in one pass whether a text may hold a form: in one piece, wrapped or in a hex dump. */
export class Beginnings {
  readonly #windows: Windows<Beginning>;
  /** Some form is too short for this test. */
  readonly #tellsNothing: boolean;

  constructor(forms: readonly Form[]) {
    const beginnings = forms.flatMap(beginningsOf);
    this.#tellsNothing = beginnings.some(({ letters }) => letters.length < WINDOW);
    this.#windows = new Windows(beginnings.map((beginning) => [beginning.letters, beginning]));
  }

  /** False only if the text holds no form. */
  mayStandIn(bytes: Uint8Array): boolean {
    if (this.#tellsNothing) return true;
    let window = 0;
    let before = 0;
    for (let at = 0; at < bytes.length; at++) {
      const byte = bytes[at] ?? 0;
      if (passedOver[byte] === 1) continue;
      // Skips the prefix of "0x68".
      if (before === ZERO && (byte === LETTER_X || byte === CAPITAL_X)) window >>>= 8;
      else window = moved(window, byte);
      before = byte;
      if (this.#windows.at(window)?.some((beginning) => goesOn(bytes, at + 1, beginning))) return true;
    }
    return false;
  }
}

function goesOn(bytes: Uint8Array, from: number, { letters, inDump }: Beginning): boolean {
  return follow(bytes, from, letters.subarray(WINDOW)) || (inDump && gapIsNear(bytes, from));
}

/** Whether these letters come next. */
function follow(bytes: Uint8Array, from: number, letters: Uint8Array): boolean {
  let met = 0;
  for (let at = from; met < letters.length && at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    if (passedOver[byte] === 1) continue;
    if (moved(0, byte) !== moved(0, letters[met] ?? 0)) return false;
    met++;
  }
  return met === letters.length;
}

/** Whether the group of digits ends soon, at a gap with more digits or another gap behind it. */
function gapIsNear(bytes: Uint8Array, from: number): boolean {
  let at = from;
  while (at < from + MORE && isHex(bytes[at])) at++;
  return isGap(bytes[at]) && (isGap(bytes[at + 1]) || isHex(bytes[at + 1]));
}

const isHex = (byte: number | undefined): boolean => byte !== undefined && hexAlphabet[byte] !== OUTSIDE;

/** The end of the text counts as a gap. */
const isGap = (byte: number | undefined): boolean => byte === undefined || gaps[byte] === 1;

/** The first letters of a form as `mayStandIn` reads them, for each way in which the form may begin. */
function beginningsOf({ letters, alphabet }: Form): Beginning[] {
  const text = Buffer.from(firstLetters(letters)).toString("latin1");
  if (alphabet === hexAlphabet) return inHex(text);
  if (!/^x|0x/i.test(text)) return [beginning(text, false)];
  // `mayStandIn` skips an x after a zero.
  const seen = /^x/i.test(text) ? [text, text.slice(1)] : [text];
  return seen.map((one) => beginning(one.replaceAll(/0x/gi, "").slice(0, WINDOW), false));
}

/** A dump's line may end after the form's first byte, and a dump of 2-byte words may swap the bytes. */
function inHex(digits: string): Beginning[] {
  const swapped = [digits.slice(2, 4) + digits.slice(0, 2), digits.slice(4, 6) + digits.slice(2, 4)];
  // Swapped digits occur only in dumps: "?" is no digit, so these letters never match in one piece.
  return [digits, digits.slice(2), ...swapped.map((pairs) => `${pairs}????`)].map((one) =>
    beginning(one, true),
  );
}

const beginning = (letters: string, inDump: boolean): Beginning => ({
  letters: Buffer.from(letters, "latin1"),
  inDump,
});

function firstLetters(letters: Uint8Array): Uint8Array {
  const first: number[] = [];
  for (let at = 0; at < letters.length && first.length < WINDOW + MORE; at++) {
    const letter = letters[at] ?? 0;
    if (passedOver[letter] === 0) first.push(letter);
  }
  return Uint8Array.from(first);
}
