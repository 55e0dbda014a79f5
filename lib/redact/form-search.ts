import { base64Alphabet, hexAlphabet } from "./alphabets.ts";
import { Beginnings } from "./beginnings.ts";
import { hexReadings } from "./hex-dumps.ts";
import { Needle, type Range } from "./needle.ts";
import type { Reading } from "./reading.ts";
import { type Form, LONG_BYTES } from "./secret-forms.ts";
import { squeezed, squeezedLetters } from "./squeezed.ts";
import { moved, WINDOW, Windows } from "./windows.ts";

/** Finds many forms in a reading: as it is, with wrapped lines joined, and in its hex dumps. */
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

  /** False only if the bytes hold no form. This cheap test settles most answers. */
  mayHold(bytes: Uint8Array): boolean {
    return this.#beginnings.mayStandIn(bytes);
  }

  /** Adds the ranges of all forms in a reading, in any order. */
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

/** Leaves out short secrets: without white space, adjacent words could spell one by chance. */
function squeezedForm(form: Form): Form[] {
  const letters = squeezedLetters(form.letters);
  return form.exactWithinWords || letters.length < LONG_BYTES ? [] : [{ ...form, letters }];
}

/** Whether the squeezed search also finds the form in one piece. It misses a plus that is a space. */
const isUnbroken = ({ letters, alphabet }: Form): boolean =>
  squeezedLetters(letters).length === letters.length &&
  (alphabet === hexAlphabet || alphabet === base64Alphabet || !letters.includes(PLUS));

const PLUS = "+".charCodeAt(0);

/**
 * Finds all needles in one pass. The last four bytes, folded, select the needles that begin with them; only
 * these are compared, in linear time for any text and needles.
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
