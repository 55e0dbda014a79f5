import { isUtf8 } from "node:buffer";
import type { Secret } from "#lib/domain/secret.ts";
import {
  type Alphabet,
  base64Alphabet,
  foldedAlphabet,
  hexAlphabet,
  OUTSIDE,
  plainAlphabet,
} from "./alphabets.ts";

/** What is shorter is found as a whole word only. */
export const MIN_BYTES = 4;

/** A letter of base64 at the edge of a secret: only the bits of `mask` are the secret's. */
export type SharedLetter = { value: number; mask: number };

/** One way in which a secret may stand in a text, once the escapes of that text are undone. */
export type Form = {
  /** At least four, compared by their classes in the alphabet. */
  letters: Uint8Array;
  alphabet: Alphabet;
  bitsPerLetter: 8 | 6 | 4;
  /** Letters before the first and after the last that hold a part of the secret beside something else. */
  before: SharedLetter | null;
  after: SharedLetter | null;
  /** So many bytes of the secret may stay at the end of a text that was cut. */
  spareBytes: number;
};

/** The spellings of a secret: as it is, as a URL carries it, as a receiver reads it, and what it takes out of it. */
export function spellingsOf(secret: Secret): string[] {
  const whole = secret.reveal().toWellFormed();
  const parts = [whole, ...partsOf(whole)];
  const inUrls = isShort(whole) ? [] : [inUrl(whole)];
  return [...new Set([...parts, ...parts.map(percentDecoded), ...inUrls])];
}

/** Too short to be looked for within words. */
export const isShort = (spelling: string): boolean => Buffer.byteLength(spelling) < MIN_BYTES;

/** The forms of all spellings that are long enough, each once. */
export function formsOf(spellings: Iterable<string>): Form[] {
  const right = new Set<string>();
  const garbled = new Set<string>();
  for (const spelling of spellings) {
    for (const bytes of bytesOf(spelling)) right.add(bytes.toString("latin1"));
    for (const bytes of garbledBytesOf(spelling)) garbled.add(bytes.toString("latin1"));
  }
  const long = (texts: Set<string>) =>
    [...texts].filter((text) => text.length >= MIN_BYTES).map((text) => Buffer.from(text, "latin1"));
  return [
    ...long(right).flatMap((bytes) => [
      plain(bytes),
      hex(bytes),
      ...[0, 1, 2].map((offset) => base64(bytes, offset)),
    ]),
    ...long(garbled).map(plain),
  ];
}

/** The form as it stands in the name of a header, which is told in lower case. */
export function inHeaderName(form: Form): Form {
  return { ...form, alphabet: foldedAlphabet, before: null, after: null };
}

/** The credentials behind a scheme of Authorization, and the key in a signing secret. */
function partsOf(value: string): string[] {
  const [, scheme, credentials = ""] =
    /^(basic|bearer|token|apikey|geniekey|splunk) +(\S+)$/i.exec(value) ?? [];
  const key = /^whsec_(.+)$/.exec(value)?.[1];
  if (key !== undefined) return [key, Buffer.from(key, "base64").toString("latin1")];
  if (scheme === undefined) return [];
  if (scheme.toLowerCase() !== "basic") return [credentials];
  const bytes = Buffer.from(credentials, "base64");
  if (!isUtf8(bytes)) return [credentials];
  const pair = bytes.toString();
  return [credentials, pair, pair.slice(pair.indexOf(":") + 1)];
}

/** A receiver reads the value in a URL decoded. */
function percentDecoded(value: string): string {
  if (!value.includes("%")) return value;
  const bytes = Buffer.from(value).toString("latin1");
  const decoded = bytes.replaceAll(/%([0-9a-f]{2})/gi, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  );
  const buffer = Buffer.from(decoded, "latin1");
  return isUtf8(buffer) ? buffer.toString() : decoded;
}

/** What a URL can't hold as it is goes out percent-encoded. */
function inUrl(value: string): string {
  return value.replaceAll(/[^\x21-\x7e]+|["'<>`]/g, (text) =>
    Buffer.from(text).toString("hex").toUpperCase().replaceAll(/../g, "%$&"),
  );
}

/** The bytes that a receiver may hold: a header goes out in Latin-1, everything else in UTF-8. */
function bytesOf(spelling: string): Buffer[] {
  const utf8 = Buffer.from(spelling);
  return isLatin1(spelling) && utf8.length > spelling.length
    ? [utf8, Buffer.from(spelling, "latin1")]
    : [utf8];
}

/** The bytes of the text that is kept where UTF-8 and Latin-1 were taken for each other. */
function garbledBytesOf(spelling: string): Buffer[] {
  const utf8 = Buffer.from(spelling);
  if (utf8.length === spelling.length) return [];
  const readAsLatin1 = Buffer.from(utf8.toString("latin1"));
  if (!isLatin1(spelling)) return [readAsLatin1];
  const readAsUtf8 = Buffer.from(spelling, "latin1").toString("utf8");
  // Of U+FFFD alone nothing can be known, and binary answers are full of them.
  return readAsUtf8.replaceAll("\ufffd", "").length < MIN_BYTES
    ? [readAsLatin1]
    : [readAsLatin1, Buffer.from(readAsUtf8)];
}

const isLatin1 = (text: string): boolean => Buffer.from(text, "latin1").toString("latin1") === text;

function plain(bytes: Buffer): Form {
  return form(bytes, plainAlphabet, 8, bytes.length);
}

function hex(bytes: Buffer): Form {
  return form(Buffer.from(bytes.toString("hex")), hexAlphabet, 4, bytes.length);
}

/** The base64 of bytes that follow so many others in their group of three. */
function base64(bytes: Buffer, offset: number): Form {
  const start = 8 * offset;
  const end = start + 8 * bytes.length;
  const text = Buffer.concat([Buffer.alloc(offset), bytes]).toString("base64");
  const [first, last] = [Math.ceil(start / 6), Math.floor(end / 6)];
  const shared = (index: number, mask: number): SharedLetter | null =>
    mask === 0 ? null : { value: base64Alphabet[text.charCodeAt(index)] ?? OUTSIDE, mask };
  return {
    ...form(Buffer.from(text.slice(first, last)), base64Alphabet, 6, bytes.length),
    before: shared(first - 1, (1 << (6 * first - start)) - 1),
    after: shared(last, 0b111111 & ~((1 << (6 - (end - 6 * last))) - 1)),
  };
}

function form(letters: Buffer, alphabet: Alphabet, bitsPerLetter: 8 | 6 | 4, bytes: number): Form {
  return { letters, alphabet, bitsPerLetter, before: null, after: null, spareBytes: Math.min(3, bytes >> 3) };
}
