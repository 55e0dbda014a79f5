/** Text that is no JSON. */
export class JsonFault extends Error {}

/** JSON.parse, with a fault that says what to look for. Throws JsonFault. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new JsonFault(`not valid JSON: ${hintOf(error instanceof Error ? error.message : "")}`);
  }
}

/** Sixteen digits in a row: only then can a document hold an integer beyond ±(2^53−1). */
const LONG_NUMBER = /\d{16}/;

/**
 * As `parseJson`, but an integer beyond ±(2^53−1) becomes a bigint in place of the nearest number, so that a schema
 * can refuse it by its path: `{"id": 9007199254740993}` → `{ id: 9007199254740993n }`. Throws JsonFault.
 */
export function parseJsonExactly(text: string): unknown {
  const parsed = parseJson(text);
  if (!LONG_NUMBER.test(text)) return parsed;
  try {
    return JSON.parse(text, exactly);
  } catch {
    // A reviver runs by recursion: a nesting that overflows the stack is deeper than any schema allows.
    return parsed;
  }
}

/** Written with a point or an exponent it is a measurement, which a double keeps as well as it can. */
function exactly(_key: string, value: unknown, context?: { source?: string }): unknown {
  const source = context?.source;
  if (typeof value !== "number" || source === undefined || Number.isSafeInteger(value)) return value;
  return /^-?\d+$/.test(source) ? BigInt(source) : value;
}

/** Why an integer that `parseJsonExactly` found is refused. */
export const beyondNumbers = (integer: bigint): string =>
  `${shown(String(integer))} is beyond ±9007199254740991, so it could only be kept changed: send it as text.`;

const shown = (digits: string): string => (digits.length <= 40 ? digits : `${digits.slice(0, 40)}…`);

/** The parser's own sentence quotes what stands around the fault, which may be a secret: only the place is taken from it. */
function hintOf(sentence: string): string {
  const place = / \(line (\d+) column (\d+)\)$/.exec(sentence);
  if (place !== null) return `look at line ${place[1]}, column ${place[2]}`;
  if (sentence.startsWith("Unexpected end")) return "it ends too early";
  return "check its quotes, commas and brackets";
}
