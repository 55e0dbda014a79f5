import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { searchPrefixes, searchWords } from "#lib/domain/search-words.ts";

describe("the words of a text", () => {
  test.each([
    ["Disk almost full", ["disk", "almost", "full"]],
    ["db-3.eu_west: /var 97%", ["db", "3", "eu", "west", "var", "97"]],
    ["Café CAFÉ cafe", ["cafe"]],
    ["Übergröße ﬁle", ["ubergroße", "file"]],
    ["infrastructure", ["infrastruc"]],
    ["ディスク満", ["テ", "ィ", "ス", "ク", "満"]],
    ["диск İstanbul", ["диск", "istanbul"]],
    ["𝒟isk 😀", ["disk"]],
    ['"; DROP -- * ^ : \u0000 \ud800 \uE000x', ["drop", "x"]],
    ["", []],
  ])("%j", (text, words) => {
    expect(searchWords(text)).toEqual(words);
  });
});

test("each beginning of each word is found", () => {
  expect(searchPrefixes("Disk di 7")).toEqual(["d", "di", "dis", "disk", "7"]);
});

test("whatever is typed of a word, up to the whole of it, is among the text's prefixes", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.nat(), (text, at) => {
      const prefixes = searchPrefixes(text);
      for (const word of searchWords(text)) {
        const typed = [...word].slice(0, 1 + (at % [...word].length)).join("");
        expect(prefixes).toContain(typed);
        for (const term of prefixes) expect(term).toMatch(/^[\p{L}\p{N}]+$/u);
      }
    }),
  );
});
