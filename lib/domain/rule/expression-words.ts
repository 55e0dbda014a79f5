/** Turns cel-js's message about an expression into one sentence for the author of a rule. */
export function faultInWords(summary: string): string {
  for (const [pattern, words] of WORDS) {
    const found = pattern.exec(summary);
    if (found !== null) return words(...(found.slice(1) as string[]));
  }
  return asSentence(summary);
}

/** A CEL type with its article: "an int", "a list", "null". */
export function typeInWords(type: string): string {
  const bare = /^dyn<(.+)>$/.exec(type)?.[1] ?? type;
  const name = bare
    .replace(/<.*/, "")
    .replace(/^google\.protobuf\./, "")
    .toLowerCase();
  if (name === "null") return name;
  return `${/^[aeio]/.test(name) ? "an" : "a"} ${name}`;
}

type Words = (...found: string[]) => string;

/** Messages that match nothing here are shown unchanged. */
const WORDS: readonly [RegExp, Words][] = [
  [
    /^no such overload: (.+) (==|!=|<=|>=|<|>|in|[-+*/%]) (.+)$/i,
    (a = "", op = "", b = "") => between(a, op, b),
  ],
  [
    /^no such overload: !(.+)$/i,
    (type = "") => `! turns true and false round, and this is ${typeInWords(type)}.`,
  ],
  [/^no such overload: -(.+)$/i, (type = "") => `- needs a number, and this is ${typeInWords(type)}.`],
  [
    /^logical operator requires bool operands, got '(.+)'$/i,
    (type = "") => `&& and || need true or false on both sides, and one is ${typeInWords(type)}.`,
  ],
  [
    /^found no matching overload for '((?:.*\.)?(\w+)\(.*\))'$/i,
    (call = "", name = "") => `${name}() can't be used like this: ${call}.`,
  ],
  [/^expected (\w+), got EOF$/i, (token = "") => `The expression ends too early: ${missing(token)}`],
  [/^expected (\w+), got \w+$/i, (token = "") => startingUpper(missing(token))],
  [/^unexpected token: EOF$/i, () => "The expression ends too early."],
  [/^unexpected token: (\w+)$/i, (token = "") => `${SIGNS[token] ?? "This"} can't stand here.`],
  [
    /^exceeded maxDepth \((\d+)\)$/i,
    (levels = "") => `The expression is nested more than ${levels} levels deep.`,
  ],
  [
    /^unknown variable: (.+)$/i,
    (name = "") =>
      `"${cut(name)}" is no field: put a text in quotes, or write details.${cut(name)} for a detail.`,
  ],
  [/^has\(\) invalid argument$/i, () => "has() takes a path into the details, such as has(details.region)."],
];

function between(left: string, operator: string, right: string): string {
  const [a, b] = [typeInWords(left), typeInWords(right)];
  if (operator === "in") return `in looks into a list or a map, and this is ${b}.`;
  if (!/^[-+*/%]$/.test(operator)) return `${startingUpper(a)} can't be compared with ${b}.`;
  const mixed = a !== b && [a, b].every((type) => NUMBERS.has(type));
  return `${operator} can't be used on ${a} and ${b}${mixed ? ": numbers of details are doubles, so write 1.0." : "."}`;
}

const NUMBERS: ReadonlySet<string> = new Set(["an int", "a double"]);

/** Operators by their names in cel-js. */
const SIGNS: Record<string, string> = {
  LPAREN: '"("',
  RPAREN: '")"',
  LBRACKET: '"["',
  RBRACKET: '"]"',
  LBRACE: '"{"',
  RBRACE: '"}"',
  DOT: '"."',
  COMMA: '","',
  COLON: '":"',
  QUESTION: '"?"',
  EQ: '"=="',
  NE: '"!="',
  LT: '"<"',
  LE: '"<="',
  GT: '">"',
  GE: '">="',
  AND: '"&&"',
  OR: '"||"',
  PLUS: '"+"',
  MULTIPLY: '"*"',
  DIVIDE: '"/"',
  MODULO: '"%"',
  IN: '"in"',
};

const missing = (token: string): string => `${SIGNS[token] ?? "a name"} is missing.`;

/** A name can be as long as the whole expression. */
const NAME_MAX = 40;
const cut = (name: string): string => (name.length <= NAME_MAX ? name : `${name.slice(0, NAME_MAX)}…`);

const startingUpper = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Keeps a function's name as written at the start of a sentence. */
const asSentence = (text: string): string =>
  `${/^\w+\(/.test(text) ? text : startingUpper(text)}${text.endsWith(".") ? "" : "."}`;
