/**
 * Makes a function of a text remember what it returned for the texts that came last. Texts and results have
 * at most 2 × `most` characters together, if no single one has more than `most`.
 * @param make always returns the same for the same text
 */
export function remembered(make: (text: string) => string, most: number): (text: string) => string {
  let recent = new Map<string, string>();
  let older = new Map<string, string>();
  let characters = 0;
  return (text) => {
    const known = recent.get(text);
    if (known !== undefined) return known;
    const result = older.get(text) ?? make(text);
    characters += text.length + result.length;
    if (characters > most) {
      older = recent;
      recent = new Map();
      characters = text.length + result.length;
    }
    recent.set(text, result);
    return result;
  };
}
