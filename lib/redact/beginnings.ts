import { hexAlphabet, OUTSIDE, separators } from "./alphabets.ts";
import type { Form } from "./secret-forms.ts";
import { moved, WINDOW, Windows } from "./windows.ts";

/** Passed over beside the separators: a plus may be a space, colon and minus stand between pairs of hex digits. */
const passedOver = Uint8Array.from(separators, (one, byte) =>
  "+-:".includes(String.fromCharCode(byte)) ? 1 : one,
);
const gaps = Uint8Array.from(passedOver, (one, byte) =>
  ".;|".includes(String.fromCharCode(byte)) ? 1 : one,
);
const [ZERO, LETTER_X, CAPITAL_X] = [0x30, 0x78, 0x58];

/** Letters that are compared after a window, so that chance leads nowhere. */
const MORE = 4;

/** How a form begins: the letters of a window and those after it. */
type Beginning = {
  letters: Uint8Array;
  /** Hex digits, of which others may follow in a dump: only a gap nearby is certain there. */
  inDump: boolean;
};

/** Tells at the cost of one pass whether forms may stand in a text, in one piece, wrapped or in a hex dump. */
export class Beginnings {
  readonly #windows: Windows<Beginning>;
  /** A form has too few letters to be told by them. */
  readonly #tellsNothing: boolean;

  constructor(forms: readonly Form[]) {
    const beginnings = forms.flatMap(beginningsOf);
    this.#tellsNothing = beginnings.some(({ letters }) => letters.length < WINDOW);
    this.#windows = new Windows(beginnings.map((beginning) => [beginning.letters, beginning]));
  }

  /** False where the text surely holds no form. */
  mayStandIn(bytes: Uint8Array): boolean {
    if (this.#tellsNothing) return true;
    let window = 0;
    let before = 0;
    for (let at = 0; at < bytes.length; at++) {
      const byte = bytes[at] ?? 0;
      if (passedOver[byte] === 1) continue;
      // The prefix of "0x68" is passed over, too.
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

/** Whether the group of digits ends within a few of them, at a gap that more digits or another gap follow. */
function gapIsNear(bytes: Uint8Array, from: number): boolean {
  let at = from;
  while (at < from + MORE && isHex(bytes[at])) at++;
  return isGap(bytes[at]) && (isGap(bytes[at + 1]) || isHex(bytes[at + 1]));
}

const isHex = (byte: number | undefined): boolean => byte !== undefined && hexAlphabet[byte] !== OUTSIDE;

/** The end of a text is one, too. */
const isGap = (byte: number | undefined): boolean => byte === undefined || gaps[byte] === 1;

/** The first letters of a form as the pass over a text sees them, in each way in which it may begin. */
function beginningsOf({ letters, alphabet }: Form): Beginning[] {
  const text = Buffer.from(firstLetters(letters)).toString("latin1");
  if (alphabet === hexAlphabet) return inHex(text);
  if (!/^x|0x/i.test(text)) return [beginning(text, false)];
  // After a zero, an x is passed over.
  const seen = /^x/i.test(text) ? [text, text.slice(1)] : [text];
  return seen.map((one) => beginning(one.replaceAll(/0x/gi, "").slice(0, WINDOW), false));
}

/** A line of a dump may end after the first byte, and of two bytes the second may come first. */
function inHex(digits: string): Beginning[] {
  const swapped = [digits.slice(2, 4) + digits.slice(0, 2), digits.slice(4, 6) + digits.slice(2, 4)];
  // What is swapped stands in dumps alone: no digit is a question mark.
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
