/** Any character from the space on but the quotation mark and the backslash, and escapes. */
const STRING = /"[ !#-[\]-\u{10ffff}]*(?:\\(?:["\\/bfnrt]|u[\da-fA-F]{4})[ !#-[\]-\u{10ffff}]*)*"/uy;
const SCALAR = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.+-])/y;
const SPACE = /[ \t\n\r]*/y;

/** What may stand next, and how a person calls it. */
const EXPECTED = {
  value: "a value",
  "value or end": "a value or ]",
  "key or end": "a key in quotation marks or }",
  key: "a key in quotation marks",
  colon: "a colon",
  "comma or }": "a comma or }",
  "comma or ]": "a comma or ]",
  end: "nothing more",
} as const;
type Expected = keyof typeof EXPECTED;

/**
 * Where a text stops being JSON, and why; null if it is JSON. `JSON.parse` says it too, but not always where.
 */
export function jsonFault(text: string): { offset: number; message: string } | null {
  const open: ("{" | "[")[] = [];
  let expected: Expected = "value";
  let offset = skip(SPACE, text, 0);
  while (offset < text.length) {
    const step = stepAt(text, offset, expected, open);
    if (step === null) return { offset, message: faultAt(text, offset, expected) };
    expected = step.next;
    offset = skip(SPACE, text, step.end);
  }
  return expected === "end" ? null : { offset, message: `it ends where ${EXPECTED[expected]} is due` };
}

type Step = { end: number; next: Expected };

function stepAt(text: string, offset: number, expected: Expected, open: ("{" | "[")[]): Step | null {
  const sign = text.charAt(offset);
  const behind = (next: Expected): Step => ({ end: offset + 1, next });
  if (expected === "colon") return sign === ":" ? behind("value") : null;
  if (expected === "end") return null;
  if ((sign === "}" || sign === "]") && mayEnd(expected, sign, open)) {
    open.pop();
    return behind(afterValue(open));
  }
  if (expected === "comma or }") return sign === "," ? behind("key") : null;
  if (expected === "comma or ]") return sign === "," ? behind("value") : null;
  if (expected === "key" || expected === "key or end") return scalar(STRING, text, offset, "colon");
  if (sign === "{" || sign === "[") {
    open.push(sign);
    return behind(sign === "{" ? "key or end" : "value or end");
  }
  return scalar(sign === '"' ? STRING : SCALAR, text, offset, afterValue(open));
}

function mayEnd(expected: Expected, sign: "}" | "]", open: readonly string[]): boolean {
  const isDue = sign === "}" ? /^comma or \}|^key or end/ : /^comma or \]|^value or end/;
  return isDue.test(expected) && open.at(-1) === (sign === "}" ? "{" : "[");
}

function afterValue(open: readonly string[]): Expected {
  const around = open.at(-1);
  if (around === undefined) return "end";
  return around === "{" ? "comma or }" : "comma or ]";
}

function scalar(pattern: RegExp, text: string, offset: number, next: Expected): Step | null {
  const end = skip(pattern, text, offset);
  return end === offset ? null : { end, next };
}

/** The end of what matches at an offset; the offset itself if nothing does. */
function skip(pattern: RegExp, text: string, offset: number): number {
  pattern.lastIndex = offset;
  return pattern.test(text) ? pattern.lastIndex : offset;
}

function faultAt(text: string, offset: number, expected: Expected): string {
  const sign = text.charAt(offset);
  const isText = sign === '"' && /^value|^key/.test(expected);
  if (isText) return "a text in quotation marks doesn't end on its line, or has a wrong escape in it";
  return `${EXPECTED[expected]} is due where ${JSON.stringify(sign)} stands`;
}
