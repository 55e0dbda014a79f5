/** The text is not JSON. */
class JsonFault extends Error {}

/** JSON.parse with a hint at the fault. Throws JsonFault. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new JsonFault(`not valid JSON: ${hintOf(error instanceof Error ? error.message : "")}`);
  }
}

/** An integer beyond ±(2^53−1) has at least 16 digits in a row. */
const LONG_NUMBER = /\d{16}/;

/**
 * Parses JSON like `parseJson`, but gives an integer beyond ±(2^53−1) as a bigint instead of the nearest
 * number, so that a schema can refuse it by its path. Throws JsonFault.
 * @example parseJsonExactly('{"id": 9007199254740993}') gives { id: 9007199254740993n }
 */
export function parseJsonExactly(text: string): unknown {
  const parsed = parseJson(text);
  if (!LONG_NUMBER.test(text)) return parsed;
  try {
    return JSON.parse(text, exactly);
  } catch {
    // The reviver recurses: a document that overflows the stack is nested more deeply than any schema allows.
    return parsed;
  }
}

/** A number with a point or an exponent is a measurement, which a double holds well enough. */
function exactly(_key: string, value: unknown, context?: { source?: string }): unknown {
  const source = context?.source;
  if (typeof value !== "number" || source === undefined || Number.isSafeInteger(value)) return value;
  return /^-?\d+$/.test(source) ? BigInt(source) : value;
}

/** Why an integer that `parseJsonExactly` found is refused. */
export const beyondNumbers = (integer: bigint): string =>
  `${shown(String(integer))} is beyond ±9007199254740991, so it could only be kept changed: send it as text.`;

const shown = (digits: string): string => (digits.length <= 40 ? digits : `${digits.slice(0, 40)}…`);

/**
 * Takes only the place of the fault: the parser's message quotes the text around it, which may be a secret.
 */
function hintOf(sentence: string): string {
  const place = / \(line (\d+) column (\d+)\)$/.exec(sentence);
  if (place !== null) return `look at line ${place[1]}, column ${place[2]}`;
  if (sentence.startsWith("Unexpected end")) return "it ends too early";
  return "check its quotes, commas and brackets";
}
