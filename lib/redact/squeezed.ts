import { separators } from "./alphabets.ts";
import { Draft, type Reading } from "./reading.ts";

/** A reading without white space and commas, which joins wrapped lines and split headers. */
export function squeezed(reading: Reading): Reading {
  const { bytes, origins, ends } = reading;
  const draft = new Draft(bytes.length);
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    if (separators[byte] === 0) draft.byte(byte, origins[at] ?? 0, ends[at] ?? 0);
  }
  return draft.finish();
}

/** The letters that `squeezed` keeps. */
export function squeezedLetters(letters: Uint8Array): Uint8Array {
  const left = new Uint8Array(letters.length);
  let length = 0;
  for (let at = 0; at < letters.length; at++) {
    const letter = letters[at] ?? 0;
    if (separators[letter] === 0) left[length++] = letter;
  }
  return left.subarray(0, length);
}
