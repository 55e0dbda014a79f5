export type JsonToken = { kind: "key" | "string" | "number" | "literal" | "plain"; text: string };

const LEXEME = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|true|false|null|[{}[\],:]/g;
const MAX_INDENT = 10;

/**
 * Breaks JSON text into lines, and splits it into tokens to colour; null if it isn't JSON. Works on the text
 * itself, so that numbers stay as sent (`1.0`, 20 digits) and duplicate keys stay visible.
 */
export function tokenizeJson(text: string): JsonToken[] | null {
  if (!isJson(text)) return null;
  const tokens: JsonToken[] = [];
  const lexemes = text.match(LEXEME) ?? [];
  let depth = 0;
  for (const [index, lexeme] of lexemes.entries()) {
    const next = lexemes[index + 1];
    const previous = lexemes[index - 1];
    if (isOpening(lexeme)) {
      depth += 1;
      const empty = next !== undefined && isClosing(next);
      plain(tokens, empty ? lexeme : lexeme + newLine(depth));
    } else if (isClosing(lexeme)) {
      depth -= 1;
      const empty = previous !== undefined && isOpening(previous);
      plain(tokens, empty ? lexeme : newLine(depth) + lexeme);
    } else if (lexeme === ",") plain(tokens, `,${newLine(depth)}`);
    else if (lexeme === ":") plain(tokens, ": ");
    else tokens.push({ kind: kindOf(lexeme, next), text: lexeme });
  }
  return tokens;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function kindOf(lexeme: string, next: string | undefined): JsonToken["kind"] {
  if (lexeme.startsWith('"')) return next === ":" ? "key" : "string";
  return /^[tfn]/.test(lexeme) ? "literal" : "number";
}

/** Joins adjacent punctuation into one token, for fewer elements in the page. */
function plain(tokens: JsonToken[], text: string) {
  const last = tokens.at(-1);
  if (last?.kind === "plain") last.text += text;
  else tokens.push({ kind: "plain", text });
}

const isOpening = (lexeme: string) => lexeme === "{" || lexeme === "[";
const isClosing = (lexeme: string) => lexeme === "}" || lexeme === "]";
/* Limits the indentation: a hostile body nests thousands deep, and would take gigabytes. */
const newLine = (depth: number) => `\n${"  ".repeat(Math.min(depth, MAX_INDENT))}`;
