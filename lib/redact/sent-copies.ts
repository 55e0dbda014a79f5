import { backslashes, percents } from "./escapes.ts";
import type { Range } from "./needle.ts";
import { type Reading, read } from "./reading.ts";
import { undo } from "./readings.ts";

/** A copy must begin with this many of the sent bytes. */
const HEAD = 12;
/** A cut answer may end within an escape: half a surrogate pair in JSON is the longest. */
const LONGEST_ESCAPE = 12;
const PLUS = "+".charCodeAt(0);
const SPACE = " ".charCodeAt(0);

/**
 * The ranges of an answer that copy the sent body: byte for byte, or escaped once as in JSON or a URL. If the
 * answer was cut, the last copy may lack its end.
 */
export function copiesOf(sent: string, text: string, cut: boolean): Range[] {
  if (sent.length < HEAD) return [];
  const asItIs = read(text);
  const inUrl = undo(asItIs, percents);
  const bytes = Buffer.from(sent);
  return [
    ...copiesIn(asItIs, bytes, cut),
    ...copiesIn(undo(asItIs, backslashes), bytes, cut),
    ...copiesIn(inUrl, bytes, cut),
    ...copiesIn({ ...inUrl, bytes: withoutPluses(inUrl.bytes) }, withoutPluses(bytes), cut),
  ];
}

function copiesIn({ bytes, origins, ends }: Reading, sent: Buffer, cut: boolean): Range[] {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const copies: Range[] = [];
  for (let at = text.indexOf(sent.subarray(0, HEAD)); at !== -1; ) {
    const length = copyAt(text, at, sent, cut);
    if (length > 0) copies.push({ start: origins[at] ?? 0, end: ends[at + length - 1] ?? 0 });
    at = text.indexOf(sent.subarray(0, HEAD), at + Math.max(1, length));
  }
  return copies;
}

/** The length of the copy at an index; 0 if there is none. */
function copyAt(text: Buffer, at: number, sent: Buffer, cut: boolean): number {
  const room = text.length - at;
  if (room >= sent.length) return text.subarray(at, at + sent.length).equals(sent) ? sent.length : 0;
  const sure = room - LONGEST_ESCAPE;
  if (!cut || sure <= 0) return 0;
  return text.subarray(at, at + sure).equals(sent.subarray(0, sure)) ? room : 0;
}

/** Forms encode a space as a plus. */
function withoutPluses(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.map((byte) => (byte === PLUS ? SPACE : byte)));
}
