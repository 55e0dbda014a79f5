import { base64Alphabet, OUTSIDE, wordLetters } from "./alphabets.ts";
import type { Reading } from "./reading.ts";
import type { Form, SharedLetter } from "./secret-forms.ts";
import { WINDOW } from "./windows.ts";

/** A part of a text; `end` is exclusive. */
export type Range = { start: number; end: number };

const PADDING = "=".charCodeAt(0);

/** One form, searched by the method of Morris and Pratt, which reads each byte a constant number of times. */
export class Needle {
  readonly form: Form;
  #steps: Steps | null = null;

  constructor(form: Form) {
    this.form = form;
  }

  get length(): number {
    return this.form.letters.length;
  }

  /**
   * Adds each place of the whole form, starting at an index and stopping where not even its first letters
   * match.
   * @returns the index before which nothing more can be found
   */
  find(reading: Reading, from: number, found: Range[]): number {
    const { bytes } = reading;
    const { length } = this;
    const steps = this.#stepsOfForm();
    let depth = 0;
    for (let at = from; at < bytes.length; at++) {
      depth = next(steps, depth, bytes[at] ?? 0);
      if (depth === length && this.#isWhole(bytes, at + 1)) this.#add(reading, at + 1, found);
      if (depth < WINDOW && at >= from + WINDOW - 1) return at + 1;
    }
    return bytes.length;
  }

  /** Prepared on first use: most forms never occur, not even their first letters. */
  #stepsOfForm(): Steps {
    if (this.#steps !== null) return this.#steps;
    const { letters, alphabet } = this.form;
    const classes = letters.map((letter) => alphabet[letter] ?? 0);
    this.#steps = { alphabet, classes, borders: bordersOf(classes) };
    return this.#steps;
  }

  #isWhole(bytes: Uint8Array, end: number): boolean {
    const { before, after, exactWithinWords } = this.form;
    const start = end - this.length;
    if (!this.#holdsBits(before, bytes[start - 1]) || !this.#holdsBits(after, bytes[end])) return false;
    return !exactWithinWords || standsAlone(bytes, start, end) || this.#isExact(bytes, start);
  }

  /** Whether the case is the same; a plus may still be a space. */
  #isExact(bytes: Uint8Array, start: number): boolean {
    return this.form.letters.every((letter, index) => bytes[start + index] === letter || !hasCase(letter));
  }

  #holdsBits(letter: SharedLetter | null, byte: number | undefined): boolean {
    if (letter === null) return true;
    const found = byte === undefined ? OUTSIDE : (this.form.alphabet[byte] ?? OUTSIDE);
    return found !== OUTSIDE && (found & letter.mask) === (letter.value & letter.mask);
  }

  #add({ bytes, origins, ends }: Reading, lettersEnd: number, found: Range[]): void {
    const { before, after, alphabet, margin } = this.form;
    const touches = (at: number) => ends[at] === origins[at + 1];
    let start = lettersEnd - this.length - (before === null ? 0 : 1);
    let last = lettersEnd - (after === null ? 1 : 0);
    for (let more = margin; more > 0 && isLetter(bytes[start - 1]) && touches(start - 1); more--) start--;
    for (let more = margin; more > 0 && isLetter(bytes[last + 1]) && touches(last); more--) last++;
    if (alphabet === base64Alphabet) while (bytes[last + 1] === PADDING) last++;
    cover(found, origins[start] ?? 0, ends[last] ?? 0);
  }
}

const hasCase = (byte: number): boolean => (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a;

const isLetter = (byte: number | undefined): boolean =>
  byte !== undefined && base64Alphabet[byte] !== OUTSIDE;

/** Whether no letter or digit is next to this part of the text. */
function standsAlone(bytes: Uint8Array, start: number, end: number): boolean {
  return wordLetters[bytes[start - 1] ?? 0] === 0 && wordLetters[bytes[end] ?? 0] === 0;
}

/**
 * `borders[n]` is the length of the longest proper prefix of the first n letters that is also their suffix.
 */
type Steps = { alphabet: Uint8Array; classes: Uint8Array; borders: Int32Array };

/** How many letters match up to and including this byte, if `depth` of them matched before it. */
function next({ alphabet, classes, borders }: Steps, depth: number, byte: number): number {
  const found = alphabet[byte];
  let met = depth === classes.length ? (borders[depth] ?? 0) : depth;
  while (met > 0 && classes[met] !== found) met = borders[met] ?? 0;
  return classes[met] === found ? met + 1 : 0;
}

function bordersOf(classes: Uint8Array): Int32Array {
  const borders = new Int32Array(classes.length + 1);
  let border = 0;
  for (let at = 1; at < classes.length; at++) {
    while (border > 0 && classes[at] !== classes[border]) border = borders[border] ?? 0;
    if (classes[at] === classes[border]) border++;
    borders[at + 1] = border;
  }
  return borders;
}

/** Extends the last range if they overlap: a form that repeats itself matches again every few bytes. */
function cover(found: Range[], start: number, end: number): void {
  const last = found.at(-1);
  if (last !== undefined && last.start <= start && start <= last.end) last.end = Math.max(last.end, end);
  else found.push({ start, end });
}
