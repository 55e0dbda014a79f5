import { OUTSIDE } from "./alphabets.ts";
import { endInText, type Reading } from "./reading.ts";
import { type Form, MIN_BYTES, type SharedLetter } from "./secret-forms.ts";

/** A part of a text, by indices; `end` is the one after it. */
export type Range = { start: number; end: number };

/** A search starts where so many letters stand: as many as the shortest form has. */
export const WINDOW = MIN_BYTES;

const PADDING = "=".charCodeAt(0);

/** One form, looked for by the method of Morris and Pratt: each byte is looked at a constant number of times. */
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
   * Adds where the whole form stands, from an index on for as long as at least its first letters are met.
   * @returns the index up to which nothing is left to be found
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

  /** Adds where the form begins in the last `reach` bytes of a cut text, if it has more than it may leave there. */
  findBeginning(reading: Reading, reach: number, found: Range[]): void {
    const { bytes, origins, textLength } = reading;
    const { before, bitsPerLetter, spareBytes } = this.form;
    const steps = this.#stepsOfForm();
    let depth = 0;
    for (let at = Math.max(0, bytes.length - reach); at < bytes.length; at++)
      depth = next(steps, depth, bytes[at] ?? 0);
    while (depth > 0 && !this.#holdsBits(before, bytes[bytes.length - depth - 1]))
      depth = steps.borders[depth] ?? 0;
    const bits = depth * bitsPerLetter + bitsOf(before);
    if (depth === 0 || bits < 8 * (spareBytes + 1)) return;
    const start = bytes.length - depth - (before === null ? 0 : 1);
    cover(found, origins[start] ?? 0, textLength);
  }

  /** Made when first needed: of most forms, no answer ever holds the first letters. */
  #stepsOfForm(): Steps {
    if (this.#steps !== null) return this.#steps;
    const { letters, alphabet } = this.form;
    const classes = letters.map((letter) => alphabet[letter] ?? 0);
    this.#steps = { alphabet, classes, borders: bordersOf(classes) };
    return this.#steps;
  }

  #isWhole(bytes: Uint8Array, end: number): boolean {
    const { before, after } = this.form;
    return this.#holdsBits(before, bytes[end - this.length - 1]) && this.#holdsBits(after, bytes[end]);
  }

  #holdsBits(letter: SharedLetter | null, byte: number | undefined): boolean {
    if (letter === null) return true;
    const found = byte === undefined ? OUTSIDE : (this.form.alphabet[byte] ?? OUTSIDE);
    return found !== OUTSIDE && (found & letter.mask) === (letter.value & letter.mask);
  }

  #add(reading: Reading, lettersEnd: number, found: Range[]): void {
    const { before, after, bitsPerLetter } = this.form;
    const start = lettersEnd - this.length - (before === null ? 0 : 1);
    let last = lettersEnd - (after === null ? 1 : 0);
    if (bitsPerLetter === 6) while (reading.bytes[last + 1] === PADDING) last++;
    cover(found, reading.origins[start] ?? 0, endInText(reading, last));
  }
}

/** `borders[n]` is the length of the longest beginning of the first n letters that is also their end, all n excepted. */
type Steps = { alphabet: Uint8Array; classes: Uint8Array; borders: Int32Array };

/** How many first letters end with this byte, where `depth` of them ended with the byte before it. */
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

/** Where a form repeats itself it is met again every few bytes: what overlaps is one range. */
function cover(found: Range[], start: number, end: number): void {
  const last = found.at(-1);
  if (last !== undefined && last.start <= start && start <= last.end) last.end = Math.max(last.end, end);
  else found.push({ start, end });
}

function bitsOf(letter: SharedLetter | null): number {
  return letter === null ? 0 : 32 - Math.clz32(letter.mask);
}
