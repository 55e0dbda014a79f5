import type { AttemptResponse } from "#lib/domain/delivery/outcome.ts";
import type { Secret } from "#lib/domain/secret.ts";
import { lengthWithout, longestForm } from "./cut-off.ts";
import { FormSearch } from "./form-search.ts";
import { mask, within } from "./mask.ts";
import type { Range } from "./needle.ts";
import { mayHoldEscapes, readingsOf } from "./readings.ts";
import { formsOf, inHeaderName, isShort, spellingsOf } from "./secret-forms.ts";
import { copiesOf } from "./sent-copies.ts";
import { wholeWords } from "./whole-words.ts";

export type Redactor = {
  /**
   * The answer with its secrets masked; the same object if nothing had to change.
   * @param sent the body of the request: its copies in the answer stay, but for the secrets written into it
   */
  response(response: AttemptResponse, sent?: string): AttemptResponse;
  /** A sentence about an attempt, with its secrets masked. */
  text(text: string): string;
};

/** Finds the ranges of a text to mask. */
type Search = (text: string) => Range[];

/**
 * Masks a channel's secrets wherever a receiver returns them, in any form that README.md lists. Header values
 * are searched as the lines of one text.
 *
 * Nothing that an alert says excuses a secret: an alert could list guesses, and the one left unmasked in the
 * answer would be right. Only a copy of the whole sent body stays, but for the secrets that the channel's format
 * wrote into it.
 *
 * If the body was cut, it loses as many of its last bytes as the longest form has. Masking the beginning of a
 * secret there would confirm it, letter by letter.
 *
 * A secret of less than 4 bytes is masked only as a whole word in its own case: single letters are in every
 * answer, and many masks would show where they are. One of less than 8 bytes is masked within words only in
 * its own case, and never across white space.
 *
 * The first answer costs about ten milliseconds, a usual short one a few microseconds. Nothing is prepared
 * before it, because a start makes the redactors of all channels.
 *
 * @param written those of the secrets that the format writes into bodies
 */
export function createRedactor(secrets: readonly Secret[], written: readonly Secret[] = []): Redactor {
  let made: Searches | null | undefined;
  const searches = () => {
    if (made === undefined) made = searchesFor(secrets, written);
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
  /** Finds only the secrets that the format writes into bodies. */
  written: Search;
  inName: Search;
  /** How many bytes a cut body loses at its end. */
  dropped: number;
};

/** Null if there is nothing to search for. */
function searchesFor(secrets: readonly Secret[], written: readonly Secret[]): Searches | null {
  const spellings = spellingsOfAll(secrets);
  if (spellings.length === 0) return null;
  const forms = formsOf(spellings);
  const short = spellings.filter(isShort);
  return {
    inText: searchForAll(spellings),
    written: written.length === 0 ? () => [] : searchForAll(spellingsOfAll(written)),
    inName: searchFor(new FormSearch(forms.map(inHeaderName)), wholeWords(short, "i")),
    dropped: longestForm(Math.max(...spellings.map((spelling) => Buffer.byteLength(spelling)))),
  };
}

const spellingsOfAll = (secrets: readonly Secret[]): string[] =>
  [...new Set(secrets.flatMap(spellingsOf))].filter((spelling) => spelling !== "");

const searchForAll = (spellings: string[]): Search =>
  searchFor(new FormSearch(formsOf(spellings)), wholeWords(spellings.filter(isShort), ""));

/** Remembers this many short texts that held nothing, because receivers tend to answer the same. */
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
  { inName, inText, written }: Searches,
): Record<string, string> {
  const names = Object.keys(headers);
  const values = maskLines(Object.values(headers), sent, { inText, written });
  const namesHoldNone = inName(names.join("\n")).length === 0;
  if (values === null && namesHoldNone) return headers;
  const redacted = new Map<string, string>();
  for (const [index, name] of names.entries()) {
    const shownName = namesHoldNone ? name : mask(name, inName(name));
    const shownValue = values?.[index] ?? headers[name] ?? "";
    // Two names may become equal once masked.
    const before = redacted.get(shownName);
    redacted.set(shownName, before === undefined ? shownValue : `${before}, ${shownValue}`);
  }
  return Object.fromEntries(redacted);
}

/** Masks the lines, including secrets that span several; null if none holds any. */
function maskLines(
  lines: readonly string[],
  sent: string,
  { inText, written }: Pick<Searches, "inText" | "written">,
): string[] | null {
  const text = lines.join("\n");
  const found = toMask({ text, sent, truncated: false }, inText, written);
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
  { inText, written, dropped }: Searches,
): string {
  // Searches the whole body: a secret may extend past the end of the kept part.
  const kept = truncated ? lengthWithout(body, dropped) : body.length;
  if (kept === 0) return "";
  const found = toMask({ text: body, sent, truncated }, inText, written);
  return mask(kept === body.length ? body : body.slice(0, kept), within(found, 0, kept));
}

/** What was found outside of copies of the sent body, and the secrets that the format wrote, also in copies. */
function toMask(
  { text, sent, truncated }: { text: string; sent: string; truncated: boolean },
  inText: Search,
  written: Search,
): Range[] {
  const found = inText(text);
  if (found.length === 0) return found;
  const copies = copiesOf(sent, text, truncated);
  if (copies.length === 0) return found;
  const outside = found.filter(
    ({ start, end }) => !copies.some((copy) => copy.start <= start && end <= copy.end),
  );
  return [...outside, ...written(text)];
}
