import { foldedAlphabet } from "./alphabets.ts";

/** A search starts where this many letters match: as many as the shortest form has. */
export const WINDOW = 4;

/** Finds values by their first four letters, folded, as a window moves over a text. */
export class Windows<Value> {
  readonly #values = new Map<number, Value[]>();
  /** Rules out most windows at the cost of one look. */
  readonly #filter: Uint8Array;
  readonly #filterShift: number;

  constructor(entries: readonly (readonly [letters: Uint8Array, value: Value])[]) {
    const bits = Math.min(16, 6 + Math.ceil(Math.log2(entries.length + 1)));
    this.#filter = new Uint8Array(2 ** bits);
    this.#filterShift = 32 - bits;
    for (const [letters, value] of entries) this.#add(letters, value);
  }

  /** The values that begin with the letters in the window; undefined if there are none. */
  at(window: number): readonly Value[] | undefined {
    return this.#filter[this.#slot(window)] === 0 ? undefined : this.#values.get(window);
  }

  #add(letters: Uint8Array, value: Value): void {
    let window = 0;
    for (const letter of letters.subarray(0, WINDOW)) window = moved(window, letter);
    this.#filter[this.#slot(window)] = 1;
    const known = this.#values.get(window);
    if (known === undefined) this.#values.set(window, [value]);
    else known.push(value);
  }

  #slot(window: number): number {
    return Math.imul(window, 0x9e3779b1) >>> this.#filterShift;
  }
}

/** Moves the window on by one byte. */
export const moved = (window: number, byte: number): number => (window << 8) | (foldedAlphabet[byte] ?? 0);
