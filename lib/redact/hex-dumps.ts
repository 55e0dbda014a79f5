import { Draft, latin1, type Reading } from "./reading.ts";

/** Separated pairs of hex digits: "68:75:6e", "68-75-6E", "0x68, 0x75". */
const PAIRS = /(?<![0-9a-z])(?:0x)?[0-9a-f]{2}(?:[-:;,.\s]{1,2}(?:0x)?[0-9a-f]{2}(?![0-9a-z])){3,}/gi;

/** A dump's line: an address, groups of hex digits, and often their text beside them. */
const LINE = /(?<![0-9a-z])(?:0x)?[0-9a-f]{4,16}[:h]?[^\S\n]+(?=[0-9a-f]{2})(.*)$/gim;
const GROUP = /([0-9a-f]{2,16})( ? ?)/iy;
const MOST_BYTES_PER_LINE = 64;

/** Occurs in no text, so that nothing is found across it. */
const NOTHING = 0xff;

type Group = { start: number; digits: number };

/**
 * Reads hex digits that are not in one piece: the bytes of pairs and dumps, the bytes of dumps of
 * little-endian words, and the text beside a dump's digits.
 */
export function hexReadings(reading: Reading): Reading[] {
  const text = latin1(reading);
  if (text.search(PAIRS) === -1 && text.search(LINE) === -1) return [];
  const [bytes, reversed, beside] = [1, 2, 3].map(() => new Draft(2 * text.length + 2));
  if (bytes === undefined || reversed === undefined || beside === undefined) return [];
  for (const { 0: pairs, index } of text.matchAll(PAIRS)) {
    for (const pair of pairs.matchAll(/[0-9a-f]{2}(?!x)/gi)) byteAt(reading, text, index + pair.index, bytes);
    separate(bytes);
  }
  let end = -1;
  for (const line of text.matchAll(LINE)) {
    if (text.lastIndexOf("\n", line.index) + 1 !== end)
      for (const draft of [bytes, reversed, beside]) separate(draft);
    end = line.index + line[0].length + 1;
    const groups = groupsOf(text, end - 1 - (line[1] ?? "").length, end - 1);
    for (const group of groups) {
      const places = Array.from({ length: group.digits / 2 }, (_, at) => group.start + 2 * at);
      for (const at of places) byteAt(reading, text, at, bytes);
      for (const at of places.toReversed()) byteAt(reading, text, at, reversed);
    }
    copyBeside(reading, text, { groups, end: end - 1 }, beside);
  }
  return [bytes, reversed, beside].map((draft) => draft.finish()).filter(({ bytes }) => bytes.length > 0);
}

/** One space separates groups, two the halves of a line; what follows a wider gap is text. */
function groupsOf(text: string, start: number, end: number): Group[] {
  const groups: Group[] = [];
  let bytes = 0;
  GROUP.lastIndex = start;
  while (GROUP.lastIndex < end && bytes < MOST_BYTES_PER_LINE) {
    const at = GROUP.lastIndex;
    const [, digits = "", gap = ""] = GROUP.exec(text) ?? [];
    if (digits === "" || digits.length % 2 === 1) break;
    groups.push({ start: at, digits: digits.length });
    bytes += digits.length / 2;
    if (gap === "" || (gap.length === 2 && bytes !== 8)) break;
  }
  return groups;
}

/** Copies the text beside the digits: one character per byte, sometimes between bars. */
function copyBeside(
  { bytes, origins, ends }: Reading,
  text: string,
  { groups, end }: { groups: Group[]; end: number },
  draft: Draft,
): void {
  const last = groups.at(-1);
  if (last === undefined) return;
  const count = groups.reduce((sum, { digits }) => sum + digits / 2, 0);
  const after = text.slice(last.start + last.digits, end);
  const barred = after.trimEnd().endsWith("|");
  const besideEnd = last.start + last.digits + (barred ? after.trimEnd().length - 1 : withoutReturn(after));
  for (let at = Math.max(last.start + last.digits, besideEnd - count); at < besideEnd; at++)
    draft.byte(bytes[at] ?? 0, origins[at] ?? 0, ends[at] ?? 0);
}

const withoutReturn = (line: string): number => line.length - (line.endsWith("\r") ? 1 : 0);

function byteAt({ origins, ends }: Reading, text: string, at: number, draft: Draft): void {
  const byte = Number.parseInt(text.slice(at, at + 2), 16);
  if (!Number.isNaN(byte)) draft.byte(byte, origins[at] ?? 0, ends[at + 1] ?? 0);
}

const separate = (draft: Draft): void => draft.byte(NOTHING, 0, 0);
