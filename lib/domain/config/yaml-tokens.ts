import { type CST, Lexer, type LineCounter, Parser } from "yaml";

/** Spaces and line breaks count, too. 500 channels and 500 rules have about 200,000; this many take seconds. */
export const WORDS_MAX = 1_000_000;

/** What a document describes is 6 levels deep. */
const DEPTH_MAX = 50;

type Refused = { offset: number; message: string };

/** The tokens of a text, whose lines are told to `lines`; null if there are too many. */
export function yamlTokens(text: string, lines: LineCounter): CST.Token[] | null {
  const parser = new Parser(lines.addNewLine);
  const tokens: CST.Token[] = [];
  let words = 0;
  lines.addNewLine(0);
  for (const word of new Lexer().lex(text)) {
    if (++words > WORDS_MAX) return null;
    for (const token of parser.next(word)) tokens.push(token);
  }
  for (const token of parser.end()) tokens.push(token);
  return tokens;
}

/**
 * The first token of what is not read, or null. Anchors and tags would let a short text make a huge value, and
 * one text mean two things. Depth is judged here, because the composer calls itself for each level: a hostile
 * text would overflow the stack.
 */
export function refusedToken(tokens: readonly CST.Token[]): Refused | null {
  const waiting = tokens.map((token) => ({ token, depth: 0 })).reverse();
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { token, depth } = next;
    const message = depth > DEPTH_MAX ? TOO_DEEP : NOT_READ[token.type];
    if (message !== undefined) return { offset: token.offset, message };
    const inner = partsOf(token).map((part) => ({ token: part, depth: depth + ("items" in token ? 1 : 0) }));
    for (const part of inner.reverse()) waiting.push(part);
  }
  return null;
}

const TOO_DEEP = `This is nested too deeply: at most ${DEPTH_MAX} levels are read.`;

const NOT_READ: Partial<Record<CST.Token["type"], string>> = {
  alias: "An alias (*) is not read here: write out what it stands for.",
  anchor: "An anchor (&) is not read here: remove it, or put the text in quotes.",
  tag: "A tag (!) is not read here: remove it, or put the text in quotes.",
  directive: "A line that begins with % is not read here: remove it.",
};

/** The tokens in a token, in the order of the text. */
function partsOf(token: CST.Token): CST.Token[] {
  if (token.type === "document") return [...token.start, ...(token.value ? [token.value] : [])];
  if (!("items" in token)) return [];
  return token.items.flatMap(({ start, key, sep, value }) => [
    ...start,
    ...(key ? [key] : []),
    ...(sep ?? []),
    ...(value ? [value] : []),
  ]);
}
