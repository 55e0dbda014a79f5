import { base64Alphabet, hexAlphabet } from "./alphabets.ts";
import { Beginnings } from "./beginnings.ts";
import { hexReadings } from "./hex-dumps.ts";
import { Needle, type Range } from "./needle.ts";
import type { Reading } from "./reading.ts";
import { type Form, LONG_BYTES } from "./secret-forms.ts";
import { squeezed, squeezedLetters } from "./squeezed.ts";
import { moved, WINDOW, Windows } from "./windows.ts";

/** Finds many forms in a reading: as it stands, with wrapped lines joined, and in what its hex dumps say. */
export class FormSearch {
  readonly #inOnePiece: Windows<Needle>;
  readonly #squeezed: Windows<Needle>;
  readonly #beginnings: Beginnings;

  constructor(forms: readonly Form[]) {
    this.#inOnePiece = windowsOf(
      forms.filter((form) => squeezedForm(form).length === 0 || !isUnbroken(form)),
    );
    this.#squeezed = windowsOf(forms.flatMap(squeezedForm));
    this.#beginnings = new Beginnings(forms);
  }

  /** False where the bytes surely hold no form. Cheap: most answers end here. */
  mayHold(bytes: Uint8Array): boolean {
    return this.#beginnings.mayStandIn(bytes);
  }

  /** Adds where forms stand in the text of a reading, in any order. */
  find(reading: Reading, found: Range[]): void {
    if (!this.mayHold(reading.bytes)) return;
    for (const one of [reading, ...hexReadings(reading)]) {
      findAll(this.#inOnePiece, one, found);
      findAll(this.#squeezed, squeezed(one), found);
    }
  }
}

const windowsOf = (forms: readonly Form[]): Windows<Needle> =>
  new Windows(forms.map((form) => [form.letters, new Needle(form)]));

/** A short secret is not looked for across white space: words that happen to stand together would be it. */
function squeezedForm(form: Form): Form[] {
  const letters = squeezedLetters(form.letters);
  return form.exactWithinWords || letters.length < LONG_BYTES ? [] : [{ ...form, letters }];
}

/** Whether a form that stands in one piece is found among the squeezed ones, too; a plus may be a space. */
const isUnbroken = ({ letters, alphabet }: Form): boolean =>
  squeezedLetters(letters).length === letters.length &&
  (alphabet === hexAlphabet || alphabet === base64Alphabet || !letters.includes(PLUS));

const PLUS = "+".charCodeAt(0);

/**
 * Finds all needles in one pass: the last four bytes read, folded, lead to those that begin so. Only these
 * are compared, each in time linear in the text, whatever the text and the needles are.
 */
function findAll(needles: Windows<Needle>, reading: Reading, found: Range[]): void {
  const done = new Map<Needle, number>();
  const { bytes } = reading;
  let window = 0;
  for (let at = 0; at < bytes.length; at++) {
    window = moved(window, bytes[at] ?? 0);
    const here = needles.at(window);
    if (here === undefined || at + 1 < WINDOW) continue;
    for (const needle of here) {
      if (at < (done.get(needle) ?? 0)) continue;
      done.set(needle, needle.find(reading, at + 1 - WINDOW, found));
    }
  }
}
