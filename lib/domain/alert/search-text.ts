/*
 * How the search reads a text. Case, accents, skin tones and invisible characters don't count. What is written in
 * scripts without spaces, and emoji, is read sign by sign; everything else by words of letters and digits.
 */

/** A word, or a sign of a script without spaces, by its place in the folded text. */
export type Atom = {
  start: number;
  end: number;
  sign: boolean;
  /** Where parts begin within the word: `Service` in `OrderService`, `17` in `node17`. */
  inner: number[];
};

/** A text folded for comparison, and where its words and signs stand in it. */
export type SearchText = { text: string; atoms: Atom[] };

const DROPPED =
  /[[[\p{Mn}\p{Me}]&&[\p{sc=Inherited}\p{sc=Hebrew}]]--[\u3099\u309A]]|\p{Emoji_Modifier}|\p{Cf}/gv;

/** Each sign, or a run of letters and digits. The voice marks of kana are no accents: バス is another word than パス. */
const ATOM =
  /([[\p{L}\p{N}\p{M}]&&[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hangul}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}]]|[\p{So}\p{Extended_Pictographic}\p{RI}])|[[\p{L}\p{N}\p{M}]--[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hangul}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}]]+/gv;

/** At `Order|Service`, `HTTP|Server` and `Order2|Go`, and before a number that ends a word of letters: `node|17`. */
const PART =
  /(?<=\p{Ll})(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})|(?<=\p{Nd})(?=\p{Lu}\p{Ll})|(?<=^\p{L}+)(?=\p{Nd}+$)/u;
/** Further parts of one word don't count: a text made of nothing else would cost too much to index. */
const PARTS_MAX = 16;
/** A longer word has no parts: no field is that long unless it is made of ligatures. */
const WORD_MAX = 256;

const ASCII = /^[\0-\x7f]*$/;
/** Letters that Unicode doesn't decompose, and the many shapes of dash and apostrophe. */
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

/** The text without accents, skin tones and invisible characters; its case stays. */
export const withoutAccents = (text: string): string =>
  ASCII.test(text) ? text : text.normalize("NFKD").replace(DROPPED, "").normalize("NFC");

function lower(text: string): string {
  const small = text.toLowerCase();
  return ASCII.test(small) ? small : small.replace(HAS_PLAINER, (character) => PLAINER[character] ?? "");
}

/** Reads a text for the search: `Über-Host` is `uber-host` with the words `uber` and `host`. */
export function readText(given: string): SearchText {
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

const ONE_PART = /^(?:[a-z]*|\d*)$/;

function innerOf(raw: string, start: number): number[] {
  if (ONE_PART.test(raw) || raw.length > WORD_MAX) return [];
  const before = raw.split(PART).slice(0, -1).slice(0, PARTS_MAX);
  let at = start;
  return before.map((part) => {
    at += lower(part).length;
    return at;
  });
}
