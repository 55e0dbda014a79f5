import { backslashes, type Escapes, entities, percents, UNFINISHED, wraps } from "./escapes.ts";
import { Draft, type Reading, read, saysTheSame } from "./reading.ts";

const kinds: readonly Escapes[] = [backslashes, percents, entities, wraps];

/** Escapes within escapes are undone so deep: a URL in JSON, or what was percent-encoded twice. */
const LAYERS = 2;

/**
 * Every way to read a text: as it stands; and with the escapes of JSON, of URLs or of HTML undone or wrapped
 * lines joined, up to two of these after one another. Each kind is undone from the start of the text on, as
 * its own readers do. At the end of a cut text half an escape is left out.
 */
export function readingsOf(text: string, cut: boolean): Reading[] {
  const readings = [read(text, cut)];
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
  return kinds
    .filter(({ starter }) => reading.bytes.includes(starter))
    .map((escapes) => undo(reading, escapes));
}

function undo(reading: Reading, escapes: Escapes): Reading {
  const { bytes, origins, textLength, cut } = reading;
  const draft = new Draft(bytes.length);
  for (let at = 0; at < bytes.length; ) {
    const byte = bytes[at] ?? 0;
    const taken = byte === escapes.starter ? escapes.undo(reading, at, draft) : 0;
    if (taken === UNFINISHED) break;
    if (taken === 0) draft.byte(byte, origins[at] ?? 0);
    at += Math.max(1, taken);
  }
  return draft.finish(textLength, cut);
}
