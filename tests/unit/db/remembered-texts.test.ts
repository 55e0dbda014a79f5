import * as fc from "fast-check";
import { expect, test } from "vitest";
import { remembered } from "#db/queries/remembered-texts.ts";

const twice = (text: string) => text + text;

/** The function, and the texts for which it had to make the result. */
function counted(most: number) {
  const made: string[] = [];
  const make = remembered((text) => {
    made.push(text);
    return twice(text);
  }, most);
  return { make, made };
}

test("the result is the same as without memory, whatever was asked before and however little it holds", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom("", "a", "b", "abc", "x".repeat(9))), fc.nat(40), (texts, most) => {
      expect(texts.map(counted(most).make)).toEqual(texts.map(twice));
    }),
  );
});

test("a text that comes again is not made again, however many others come in between", () => {
  const { make, made } = counted(50);
  for (let n = 0; n < 100; n++) {
    make("often");
    make(String(n));
  }
  expect(made.filter((text) => text === "often")).toEqual(["often"]);
});

test("it holds at most 2 × `most` characters: texts that did not come for long are forgotten", () => {
  fc.assert(
    fc.property(fc.integer({ min: 6, max: 100 }), (most) => {
      const { make, made } = counted(most);
      const texts = Array.from({ length: 90 }, (_, n) => String(10 + n));
      for (const text of texts) make(text);
      expect(heldOf(texts, make, made) * "10".length * 3).toBeLessThanOrEqual(2 * most);
    }),
  );
});

/** How many of the last texts are held. */
function heldOf(texts: string[], make: (text: string) => string, made: string[]): number {
  const before = made.length;
  const firstLost = texts.toReversed().findIndex((text) => {
    make(text);
    return made.length > before;
  });
  return firstLost === -1 ? texts.length : firstLost;
}
