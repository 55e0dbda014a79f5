import type { AttemptResponse } from "#lib/domain/delivery/outcome.ts";
import { MASK, type Secret } from "#lib/domain/secret.ts";
import { lengthWithout, longestForm } from "./cut-off.ts";
import { FormSearch } from "./form-search.ts";
import type { Range } from "./needle.ts";
import { mayHoldEscapes, readingsOf } from "./readings.ts";
import { formsOf, inHeaderName, isShort, spellingsOf } from "./secret-forms.ts";
import { copiesOf } from "./sent-copies.ts";
import { wholeWords } from "./whole-words.ts";

export type Redactor = {
  /**
   * What is kept of an answer: the same object where nothing in it was masked or dropped.
   * @param sent the body of the request: where the answer holds a copy of it, nothing is masked
   */
  response(response: AttemptResponse, sent?: string): AttemptResponse;
  /** A sentence about an attempt. */
  text(text: string): string;
};

/** Finds what must be masked in a text. */
type Search = (text: string) => Range[];

/**
 * Masks the secrets that a channel sends wherever a receiver gives them back: plain in any case, in UTF-16, in
 * base64 or base64url (also within longer base64, twice, or wrapped at any width), in hex (also in pairs and
 * dumps), with any of their characters escaped as JSON, a URL, HTML or quoted-printable does, and in any two
 * of these escapes after one another. A value that was percent-encoded counts decoded too, a value with a
 * scheme ("Bearer …") also without it. The values of headers count as lines of one text.
 *
 * What the alert says is no reason to leave a secret alone: else an alert that lists guesses, sent back, would
 * tell the right one. Only a copy of the whole body that was sent stays as it is.
 *
 * Of a body that was cut, the last bytes are dropped, as many as the longest form has: a beginning of a
 * secret, masked only if it is one, would tell the secret letter by letter.
 *
 * A secret of less than four bytes is masked only where it stands alone in its own case, as a whole word: one
 * letter is in every answer, and an answer full of masks helps nobody and tells where they are. One of less than eight bytes
 * is masked within words only in its own case, and not where white space cuts it.
 *
 * Made once for a channel as it is configured; costs a few microseconds for the usual short answer. The first one
 * costs some ten milliseconds, which are not spent on channels that get none: all are made when Tocsin starts.
 */
export function createRedactor(secrets: readonly Secret[]): Redactor {
  let made: Searches | null | undefined;
  const searches = () => {
    if (made === undefined) made = searchesFor(secrets);
    return made;
  };
  return {
    response(response, sent = "") {
      const all = searches();
      if (all === null) return response;
      const headers = redactHeaders(response.headers, sent, all);
      const body = redactBody(response, sent, all);
      if (headers === response.headers && body === response.body) return response;
      return { ...response, headers, body };
    },
    text: (text) => mask(text, searches()?.inText(text) ?? []),
  };
}

type Searches = {
  inText: Search;
  inName: Search;
  /** Bytes that a body which was cut loses at its end. */
  dropped: number;
};

/** Null where there is nothing to look for. */
function searchesFor(secrets: readonly Secret[]): Searches | null {
  const spellings = [...new Set(secrets.flatMap(spellingsOf))].filter((spelling) => spelling !== "");
  if (spellings.length === 0) return null;
  const forms = formsOf(spellings);
  const short = spellings.filter(isShort);
  return {
    inText: searchFor(new FormSearch(forms), wholeWords(short, "")),
    inName: searchFor(new FormSearch(forms.map(inHeaderName)), wholeWords(short, "i")),
    dropped: longestForm(Math.max(...spellings.map((spelling) => Buffer.byteLength(spelling)))),
  };
}

/** Receivers answer alike: so many texts that held nothing are remembered, if they are short. */
const REMEMBERED = 4;
const REMEMBERED_LENGTH = 512;

function remembering(search: Search): Search {
  const clean = new Set<string>();
  return (text) => {
    if (clean.has(text)) return [];
    const found = search(text);
    if (found.length > 0 || text.length > REMEMBERED_LENGTH) return found;
    if (clean.size >= REMEMBERED) clean.clear();
    clean.add(text);
    return found;
  };
}

const searchFor = (forms: FormSearch, words: ReturnType<typeof wholeWords>): Search =>
  remembering((text) => {
    const found: Range[] = [];
    if (text === "") return found;
    words?.(text, found);
    if (!mayHoldEscapes(text) && !forms.mayHold(Buffer.from(text))) return found;
    for (const reading of readingsOf(text)) forms.find(reading, found);
    return found;
  });

function redactHeaders(
  headers: Record<string, string>,
  sent: string,
  { inName, inText }: Searches,
): Record<string, string> {
  const names = Object.keys(headers);
  const values = maskLines(Object.values(headers), sent, inText);
  const namesHoldNone = inName(names.join("\n")).length === 0;
  if (values === null && namesHoldNone) return headers;
  const redacted = new Map<string, string>();
  for (const [index, name] of names.entries()) {
    const shownName = namesHoldNone ? name : mask(name, inName(name));
    const shownValue = values?.[index] ?? headers[name] ?? "";
    // Two names may look the same once masked.
    const before = redacted.get(shownName);
    redacted.set(shownName, before === undefined ? shownValue : `${before}, ${shownValue}`);
  }
  return Object.fromEntries(redacted);
}

/** The lines masked, also where a secret begins in one and ends in another; null where none holds any. */
function maskLines(lines: readonly string[], sent: string, inText: Search): string[] | null {
  const text = lines.join("\n");
  const found = withoutCopies(inText(text), () => copiesOf(sent, text, false));
  if (found.length === 0) return null;
  let start = 0;
  return lines.map((line) => {
    const masked = mask(line, within(found, start, start + line.length));
    start += line.length + 1;
    return masked;
  });
}

function redactBody(
  { body, truncated }: AttemptResponse,
  sent: string,
  { inText, dropped }: Searches,
): string {
  // A secret may stand across the end of what is kept: it is looked for in all that came.
  const kept = truncated ? lengthWithout(body, dropped) : body.length;
  if (kept === 0) return "";
  const found = withoutCopies(inText(body), () => copiesOf(sent, body, truncated));
  return mask(kept === body.length ? body : body.slice(0, kept), within(found, 0, kept));
}

function withoutCopies(found: Range[], copies: () => Range[]): Range[] {
  if (found.length === 0) return found;
  const left = copies();
  return found.filter(({ start, end }) => !left.some((copy) => copy.start <= start && end <= copy.end));
}

/** The parts of ranges in a part of their text, by the indices of that part. */
function within(ranges: readonly Range[], from: number, to: number): Range[] {
  return ranges
    .filter(({ start, end }) => start < to && end > from)
    .map(({ start, end }) => ({ start: Math.max(0, start - from), end: Math.min(to, end) - from }));
}

/** Ranges that overlap or touch become one mask. */
function mask(text: string, ranges: Range[]): string {
  if (ranges.length === 0) return text;
  let masked = "";
  let shownUpTo = -1;
  for (const { start, end } of ranges.sort((a, b) => a.start - b.start)) {
    if (start > shownUpTo) masked += text.slice(Math.max(0, shownUpTo), start) + MASK;
    shownUpTo = Math.max(shownUpTo, end);
  }
  return masked + text.slice(shownUpTo);
}
