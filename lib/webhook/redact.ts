import type { AttemptResponse } from "#lib/domain/outcome.ts";
import { MASK, type Secret } from "#lib/domain/secret.ts";
import { FormSearch } from "./form-search.ts";
import type { Range } from "./needle.ts";
import { readingsOf } from "./readings.ts";
import { formsOf, inHeaderName, isShort, spellingsOf } from "./secret-forms.ts";
import { wholeWords } from "./whole-words.ts";

export { MASK };

export type Redactor = {
  /** What is kept of an answer: the same object where nothing in it was masked. */
  response(response: AttemptResponse): AttemptResponse;
  /** A sentence about an attempt. */
  text(text: string): string;
};

/** Finds what must be masked in a text; `cut` where the text goes on after its end. */
type Search = (text: string, cut: boolean) => Range[];

/**
 * Masks the secrets that a channel sends wherever a receiver gives them back: plain, in base64 or base64url
 * (also within longer base64 or wrapped lines), in hex of either case, with any of their characters escaped
 * as JSON, a URL (also twice) or HTML does, and in any two of these escapes after one another. A value that
 * was percent-encoded counts decoded too, a value with a scheme ("Bearer …") also without it.
 *
 * Where an answer was cut, a beginning of a secret at its end is masked too. At most an eighth of the secret,
 * and at most three bytes, may stay: else the ends of most answers would be masked by chance.
 *
 * A secret of less than four bytes is masked only where it stands alone, as a whole word: one letter is in
 * every answer, and an answer full of masks helps nobody and tells where they are.
 *
 * Made once for a channel as it is configured; costs about a microsecond for the usual short answer.
 */
export function createRedactor(secrets: readonly Secret[]): Redactor {
  const spellings = [...new Set(secrets.flatMap(spellingsOf))].filter((spelling) => spelling !== "");
  if (spellings.length === 0) return { response: (response) => response, text: (text) => text };
  const forms = formsOf(spellings);
  const short = spellings.filter(isShort);
  const inText = searchFor(new FormSearch(forms), wholeWords(short, ""));
  const inName = searchFor(new FormSearch(forms.map(inHeaderName)), wholeWords(short, "i"));
  return {
    response(response) {
      const headers = redactHeaders(response.headers, inName, inText);
      const body = redact(response.body, inText, response.truncated);
      if (headers === response.headers && body === response.body) return response;
      return { ...response, headers, body };
    },
    text: (text) => redact(text, inText),
  };
}

function searchFor(forms: FormSearch, words: ReturnType<typeof wholeWords>): Search {
  return (text, cut) => {
    const found: Range[] = [];
    words?.(text, found);
    if (cut || forms.mayHold(text)) {
      for (const reading of readingsOf(text, cut)) forms.find(reading, found);
    }
    return found;
  };
}

function redactHeaders(
  headers: Record<string, string>,
  inName: Search,
  inText: Search,
): Record<string, string> {
  const redacted = new Map<string, string>();
  let changed = false;
  for (const [name, value] of Object.entries(headers)) {
    const shownName = redact(name, inName);
    const shownValue = redact(value, inText);
    changed ||= shownName !== name || shownValue !== value;
    // Two names may look the same once masked.
    const before = redacted.get(shownName);
    redacted.set(shownName, before === undefined ? shownValue : `${before}, ${shownValue}`);
  }
  return changed ? Object.fromEntries(redacted) : headers;
}

function redact(text: string, search: Search, cut = false): string {
  if (text === "") return text;
  const found = search(text, cut);
  return found.length === 0 ? text : mask(text, found);
}

/** Ranges that overlap or touch become one mask. */
function mask(text: string, ranges: Range[]): string {
  let masked = "";
  let shownUpTo = -1;
  for (const { start, end } of ranges.sort((a, b) => a.start - b.start)) {
    if (start > shownUpTo) masked += text.slice(Math.max(0, shownUpTo), start) + MASK;
    shownUpTo = Math.max(shownUpTo, end);
  }
  return masked + text.slice(shownUpTo);
}
