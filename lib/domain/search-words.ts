/** Words are told apart by so many characters: a search for a longer one finds what begins like it. */
const WORD_MAX = 10;
/** Written without spaces: each character counts as a word. */
const UNSPACED = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}]/gu;

/** The words of a text as the search compares them: without case and accents, each once, at most ten characters. */
export function searchWords(text: string): string[] {
  const plain = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(UNSPACED, " $& ");
  const words = plain.match(/[\p{L}\p{N}]+/gu) ?? [];
  return [...new Set(words.map((word) => [...word].slice(0, WORD_MAX).join("")))];
}

/** Every beginning of every word, so that a search for one needs no more than an exact look-up. */
export function searchPrefixes(text: string): string[] {
  const prefixes = new Set<string>();
  for (const word of searchWords(text)) {
    let prefix = "";
    for (const character of word) {
      prefix += character;
      prefixes.add(prefix);
    }
  }
  return [...prefixes];
}
