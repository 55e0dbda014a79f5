/*
 * How the search reads a text. It ignores case, accents, skin tones and invisible characters. Emoji and
 * scripts without spaces are read sign by sign, everything else in words of letters and digits.
 */

/** A word, or a sign of a script without spaces, and its place in the folded text. */
export type Atom = {
  start: number;
  end: number;
  sign: boolean;
  /** Where parts of the word begin: `Service` in `OrderService`, `17` in `node17`. */
  inner: number[];
};

/** A text folded for comparison, with the places of its words and signs. */
export type SearchText = { text: string; atoms: Atom[] };

const DROPPED =
  /[[[\p{Mn}\p{Me}]&&[\p{sc=Inherited}\p{sc=Hebrew}]]--[\u3099\u309A]]|\p{Emoji_Modifier}|\p{Cf}/gv;

/** A sign, or a run of letters and digits. Kana voice marks are no accents: バス and パス are different words. */
const ATOM =
  /([[\p{L}\p{N}\p{M}]&&[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hangul}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}]]|[\p{So}\p{Extended_Pictographic}\p{RI}])|[[\p{L}\p{N}\p{M}]--[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hangul}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}]]+/gv;

/** Splits `Order|Service`, `HTTP|Server` and `Order2|Go`, and before a number that ends a word: `node|17`. */
const PART =
  /(?<=\p{Ll})(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})|(?<=\p{Nd})(?=\p{Lu}\p{Ll})|(?<=^\p{L}+)(?=\p{Nd}+$)/u;
/** Ignores further parts of a word: a text of nothing but parts would cost too much to index. */
const PARTS_MAX = 16;
/** A longer word has no parts. Only ligatures make one that long. */
const WORD_MAX = 256;

const ASCII = /^[\0-\x7f]*$/;
const ASCII_WORD = /[A-Za-z\d]+/g;
/** Letters that Unicode doesn't decompose, and the variants of dash and apostrophe. */
const PLAINER: Record<string, string> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  þ: "th",
  ħ: "h",
  ŧ: "t",
  ı: "i",
  ς: "σ",
  "‘": "'",
  "’": "'",
  "‐": "-",
  "‒": "-",
  "–": "-",
  "—": "-",
  "−": "-",
};
const HAS_PLAINER = new RegExp(`[${Object.keys(PLAINER).join("")}]`, "gu");

/** Removes accents, skin tones and invisible characters; keeps the case. */
export const withoutAccents = (text: string): string =>
  ASCII.test(text) ? text : text.normalize("NFKD").replace(DROPPED, "").normalize("NFC");

function lower(text: string): string {
  const small = text.toLowerCase();
  return ASCII.test(small) ? small : small.replace(HAS_PLAINER, (character) => PLAINER[character] ?? "");
}

/**
 * Reads a text for the search.
 * @example readText("Über-Host").text === "uber-host"
 */
export const readText = (given: string): SearchText =>
  ASCII.test(given) ? readAscii(given) : readUnicode(given);

/** Reads the same as `readUnicode`, in less than half the time. */
function readAscii(given: string): SearchText {
  const atoms: Atom[] = [];
  for (const { 0: raw, index: start } of given.matchAll(ASCII_WORD))
    atoms.push({ start, end: start + raw.length, sign: false, inner: innerOf(raw, start) });
  return { text: given.toLowerCase(), atoms };
}

function readUnicode(given: string): SearchText {
  const plain = withoutAccents(given);
  const atoms: Atom[] = [];
  let text = "";
  let read = 0;
  for (const { 0: raw, 1: sign, index } of plain.matchAll(ATOM)) {
    text += lower(plain.slice(read, index));
    const start = text.length;
    text += lower(raw);
    atoms.push({ start, end: text.length, sign: sign !== undefined, inner: innerOf(raw, start) });
    read = index + raw.length;
  }
  return { text: text + lower(plain.slice(read)), atoms };
}

const ONE_PART = /^(?:[A-Z]?[a-z]*|[A-Z]+|\d+)$/;

function innerOf(raw: string, start: number): number[] {
  if (ONE_PART.test(raw) || raw.length > WORD_MAX) return [];
  const before = raw.split(PART).slice(0, -1).slice(0, PARTS_MAX);
  let at = start;
  return before.map((part) => {
    at += lower(part).length;
    return at;
  });
}
