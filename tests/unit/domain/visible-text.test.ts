import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { visibleLines, visibleText } from "#lib/domain/visible-text.ts";

describe("on one line", () => {
  test.each([
    ["escape sequences of a terminal", "a\u001b[2J\u001b]0;x\u0007", "a␛[2J␛]0;x␇"],
    ["bidi overrides", "gpj.\u202eexe", "gpj.[U+202E]exe"],
    [
      "bidi embeddings and isolates",
      "\u202a\u202b\u202c\u202d\u2066\u2067\u2068\u2069",
      "[U+202A][U+202B][U+202C][U+202D][U+2066][U+2067][U+2068][U+2069]",
    ],
    ["bidi marks", "\u200e\u200f\u061c", "[U+200E][U+200F][U+061C]"],
    ["line breaks and tabs", "a\tb\nc\r\nd", "a␉b␊c␍␊d"],
    ["NUL and delete", "\0\u007f", "␀␡"],
    ["C1 controls", "\u0085\u009b31m", "[U+0085][U+009B]31m"],
    ["line separators", "\u2028\u2029", "[U+2028][U+2029]"],
    [
      "what has no width",
      "a\u200bb\u200cc\u200dd\u2060e\ufefff\u00ad",
      "a[U+200B]b[U+200C]c[U+200D]d[U+2060]e[U+FEFF]f[U+00AD]",
    ],
    ["tags", "\u{e0041}", "[U+E0041]"],
  ])("%s become visible", (_, text, shown) => {
    expect(visibleText(text)).toBe(shown);
  });

  test.each([
    "Disk läuft voll 💾, 5 € · ½",
    "שלום עולם",
    "مرحبا بالعالم",
    "می\u200cخواهم",
    "क्\u200dष",
    "👩\u200d💻 👩🏽\u200d💻 ❤\ufe0f\u200d🔥",
    "e\u0301 \u00a0",
    "",
  ])("%j stays", (text) => {
    expect(visibleText(text)).toBe(text);
    expect(visibleLines(text)).toBe(text);
  });
});

describe("on several lines", () => {
  test("tabs and line breaks stay, of both kinds", () => {
    expect(visibleLines("a\tb\nc\r\nd")).toBe("a\tb\nc\r\nd");
  });

  test("all else becomes visible", () => {
    expect(visibleLines("a\rb\u001b\n\u202e\u2028")).toBe("a␍b␛\n[U+202E][U+2028]");
  });
});

test("whatever comes, nothing is left that is obeyed, and it is said only once", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 30 }), (text) => {
      const shown = visibleText(text);
      expect(shown).not.toMatch(/[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069\ufeff]/u);
      expect(visibleText(shown)).toBe(shown);
    }),
  );
});
