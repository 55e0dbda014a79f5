import { backslashes, type Escapes, entities, percents, quotedPrintable } from "./escapes.ts";
import { Draft, latin1, type Reading, read, saysTheSame } from "./reading.ts";

const kinds: readonly Escapes[] = [backslashes, percents, entities, quotedPrintable];

/** How many layers of escapes are undone: two cover a URL in JSON, or a double percent-encoding. */
export const LAYERS = 2;

/** Whether the text may hold an escape; most answers don't. */
export function mayHoldEscapes(text: string): boolean {
  return kinds.some(({ pattern }) => text.search(pattern) !== -1);
}

/**
 * Every way to read a text: as it is, and with up to two layers of escapes undone, each of JSON, URLs, HTML
 * or mail. A kind of escape is undone from the start of the text, as its own parsers do.
 */
export function readingsOf(text: string): Reading[] {
  const readings = [read(text)];
  let layer = readings.slice();
  for (let depth = 0; depth < LAYERS; depth++) {
    const inner: Reading[] = [];
    for (const reading of layer.flatMap(withoutEscapes)) {
      if (readings.some((known) => saysTheSame(known, reading))) continue;
      readings.push(reading);
      inner.push(reading);
    }
    layer = inner;
  }
  return readings;
}

function withoutEscapes(reading: Reading): Reading[] {
  const text = latin1(reading);
  return kinds
    .filter(({ pattern }) => text.search(pattern) !== -1)
    .map((escapes) => undo(reading, escapes, text));
}

/** Undoes one kind of escapes. `text` holds the reading's bytes as a string. */
export function undo(reading: Reading, escapes: Escapes, text = latin1(reading)): Reading {
  const { bytes, origins, ends } = reading;
  const { pattern } = escapes;
  const draft = new Draft(bytes.length);
  let copied = 0;
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const at = match.index;
    const undone = escapes.undo(bytes, at);
    pattern.lastIndex = at + (undone?.length ?? 1);
    if (undone === null) continue;
    draft.copy(reading, copied, at);
    copied = at + undone.length;
    const [origin, end] = [origins[at] ?? 0, ends[copied - 1] ?? 0];
    if (undone.point !== undefined) draft.codePoint(undone.point, origin, end);
    else if (undone.byte !== undefined) draft.byte(undone.byte, origin, end);
  }
  draft.copy(reading, copied, bytes.length);
  return draft.finish();
}
