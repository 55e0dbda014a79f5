import * as fc from "fast-check";
import { expect, test } from "vitest";
import { type Indexed, termsOf } from "#db/queries/alert-search-terms.ts";
import { PRIORITIES, STATUSES } from "#lib/domain/alert/alert.ts";
import { readText } from "#lib/domain/alert/search-text.ts";
import { LEADING, TRAILING } from "#lib/domain/alert/search-words.ts";

/*
 * The terms of earlier alerts are on disk and are never written again, so the same text must give the same
 * terms for ever. Here they are computed by the plainest means: without memory, and with one `toString(36)`.
 */

function plainTermsOf({ alertId, title, status, priority, category, sourceName }: Indexed): Set<string> {
  const fields = [title, category, sourceName, alertId].filter((field) => field !== null);
  return new Set([
    ...fields.flatMap(plainTermsIn),
    ...[`${status} `, ` ${priority}`, `${status} ${priority}`].map((both) => marked("state", both)),
    marked("alertid", alertId),
    ...(category === null ? [] : [marked("category", category)]),
    ...(sourceName === null ? [] : [marked("sourcename", sourceName)]),
  ]);
}

function plainTermsIn(field: string): string[] {
  const { text, atoms } = readText(field);
  return atoms.flatMap(({ start, end, sign, inner }, index) => {
    const word = text.slice(start, end);
    const before = atoms[index - 1];
    const joined = before !== undefined && !/\s/.test(text.slice(before.end, start));
    const first = String.fromCodePoint(text.codePointAt(start) ?? 0);
    return [
      ...(sign ? [word] : beginningsOf(word).map((one) => (one.length <= 12 ? one : marked("word", one)))),
      ...inner.flatMap((at) => plainTermsOfPart(text.slice(at, end))),
      ...(joined ? [marked("joint", text.slice(before.start, end))] : []),
      ...(joined && !sign ? [marked("step", text.slice(before.start, start) + first)] : []),
      ...(start > 0 && LEADING.test(text.charAt(start - 1))
        ? [marked("edge", text.slice(start - 1, end))]
        : []),
      ...(TRAILING.test(text.charAt(end)) ? [marked("edge", text.slice(start, end + 1))] : []),
    ];
  });
}

function plainTermsOfPart(part: string): string[] {
  const short = beginningsOf(part).filter(({ length }) => length <= 12);
  return part.length > 12 ? [...short, marked("part", part.slice(0, 12))] : short;
}

const beginningsOf = (word: string): string[] =>
  [...word].map((_, index, characters) => characters.slice(0, index + 1).join(""));

const marked = (kind: string, text: string): string => `¡${kind}${cyrb53(text).toString(36)}`;

function cyrb53(text: string): number {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let at = 0; at < text.length; at++) {
    high = Math.imul(high ^ text.charCodeAt(at), 2654435761);
    low = Math.imul(low ^ text.charCodeAt(at), 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return 4294967296 * (2097151 & low) + (high >>> 0);
}

const piece = fc.constantFrom(
  ..."a ab disk Disk DiskFull HTTPServer node17 17 1 ß İ ﬁ 서 東 🔥 👍🏽 - _ . / : # % $ ' ! averylongwordofmany".split(
    " ",
  ),
  " ",
);
const text = fc.oneof(
  fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join("")),
  fc.string({ unit: "binary", maxLength: 30 }),
  fc.string({ unit: fc.constantFrom(..."aAbB1 -/$"), maxLength: 200 }),
);
const alert: fc.Arbitrary<Indexed> = fc.record({
  alertId: text,
  title: text,
  status: fc.constantFrom(...STATUSES),
  priority: fc.constantFrom(...PRIORITIES),
  category: fc.option(text),
  sourceName: fc.option(text),
});

const termsIn = (given: Indexed): Set<string> => new Set(termsOf(given).split(" ").filter(Boolean));

test("the terms of any alert are those of the plain computation, whichever alerts came before", () => {
  fc.assert(
    fc.property(alert, (given) => {
      expect(termsIn(given)).toEqual(plainTermsOf(given));
    }),
    { numRuns: 1_000 },
  );
});

test("the terms of one alert, as they are on disk", () => {
  const given = {
    alertId: "disk-17",
    title: "Disk full",
    status: "Open",
    priority: "High",
    category: "Storage",
    sourceName: null,
  } as const;
  const plain = "1 17 d di dis disk f fu ful full s st sto stor stora storag storage";
  const hashed =
    "¡alertid1e7ln5bzez1 ¡category1ydzdzmi2sf ¡joint1e7ln5bzez1 ¡state26wqymxgja6 ¡statead99hapnsf ¡statekistk1ogse ¡stephbek0ur28c";
  expect(termsIn(given)).toEqual(new Set([...plain.split(" "), ...hashed.split(" ")]));
});
