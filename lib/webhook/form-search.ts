import { foldedAlphabet } from "./alphabets.ts";
import { WRAPPED_LINE } from "./escapes.ts";
import { Needle, type Range, WINDOW } from "./needle.ts";
import type { Reading } from "./reading.ts";
import type { Form } from "./secret-forms.ts";

const LINE_FEED = 0x0a;
const startsEscape = Uint8Array.from({ length: 128 }, (_, code) =>
  "\\%&".includes(String.fromCharCode(code)) ? 1 : 0,
);

/**
 * Finds many forms in one pass: the last four bytes read, folded, lead to the forms that begin so. Only these
 * are compared, each in time linear in the text, whatever the text and the forms are.
 */
export class FormSearch {
  readonly #needles: readonly Needle[];
  readonly #byWindow = new Map<number, Needle[]>();
  /** Tells most windows that lead nowhere apart at the cost of one look. */
  readonly #filter: Uint8Array;
  readonly #filterShift: number;

  constructor(forms: readonly Form[]) {
    this.#needles = forms.map((form) => new Needle(form));
    const bits = Math.min(16, 6 + Math.ceil(Math.log2(forms.length + 1)));
    this.#filter = new Uint8Array(2 ** bits);
    this.#filterShift = 32 - bits;
    for (const needle of this.#needles) this.#add(needle);
  }

  /** False where the text surely holds no form. Cheap: most answers end here. */
  mayHold(text: string): boolean {
    let window = 0;
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code > 127 || startsEscape[code] === 1 || (code === LINE_FEED && at >= WRAPPED_LINE)) return true;
      window = (window << 8) | (foldedAlphabet[code] ?? 0);
      if (this.#filter[this.#slot(window)] === 1 && this.#byWindow.has(window)) return true;
    }
    return false;
  }

  /** Adds where forms stand in the text of a reading, in any order; at a cut also where one begins. */
  find(reading: Reading, found: Range[]): void {
    const done = new Map<Needle, number>();
    const { bytes } = reading;
    let window = 0;
    for (let at = 0; at < bytes.length; at++) {
      window = (window << 8) | (foldedAlphabet[bytes[at] ?? 0] ?? 0);
      if (this.#filter[this.#slot(window)] === 0 || at + 1 < WINDOW) continue;
      for (const needle of this.#byWindow.get(window) ?? []) {
        if (at < (done.get(needle) ?? 0)) continue;
        done.set(needle, needle.find(reading, at + 1 - WINDOW, found));
      }
    }
    if (!reading.cut) return;
    for (const needle of this.#needles) {
      const reachedEnd = done.get(needle) === bytes.length;
      needle.findBeginning(reading, reachedEnd ? needle.length : WINDOW - 1, found);
    }
  }

  #add(needle: Needle): void {
    const window = windowOf(needle.form.letters);
    this.#filter[this.#slot(window)] = 1;
    const known = this.#byWindow.get(window);
    if (known === undefined) this.#byWindow.set(window, [needle]);
    else known.push(needle);
  }

  #slot(window: number): number {
    return Math.imul(window, 0x9e3779b1) >>> this.#filterShift;
  }
}

function windowOf(letters: Uint8Array): number {
  let window = 0;
  for (const letter of letters.subarray(0, WINDOW)) window = (window << 8) | (foldedAlphabet[letter] ?? 0);
  return window;
}
