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

/** A shorter secret is found only as a whole word. */
const MIN_BYTES = 4;

/** A shorter secret is found in other case only as a whole word, and never across white space. */
export const LONG_BYTES = 8;

/** A letter of base64 at a secret's edge: only the bits in `mask` belong to the secret. */
export type SharedLetter = { value: number; mask: number };

/** One way to write a secret, after the text's escapes are undone. */
export type Form = {
  /** At least four, compared by their classes in the alphabet. */
  letters: Uint8Array;
  alphabet: Alphabet;
  /** Letters at either edge that hold bits of the secret beside bits of something else. */
  before: SharedLetter | null;
  after: SharedLetter | null;
  /** How many base64 letters at either side may hold a part of the secret, whatever they are. */
  margin: number;
  /** Within words, only its own case counts: in other case, a short secret is part of many words. */
  exactWithinWords: boolean;
};

/** All spellings of a secret: as it is, in a URL, as a receiver decodes it, and the secrets within it. */
export function spellingsOf(secret: Secret): string[] {
  const whole = secret.reveal().toWellFormed();
  const parts = [whole, ...partsOf(whole)];
  const inUrls = isShort(whole) ? [] : [inUrl(whole)];
  const spellings = [...parts, ...parts.map(percentDecoded), ...inUrls];
  return [...new Set([...spellings, ...spellings.filter(isNotAscii).flatMap(inOtherCase)])];
}

/** Needed beyond ASCII, where another case has other bytes; for ASCII, case never counts. */
const inOtherCase = (spelling: string): string[] => [spelling.toLowerCase(), spelling.toUpperCase()];

const isNotAscii = (text: string): boolean => Buffer.byteLength(text) > text.length;

/** Too short to search for within words. */
export const isShort = (spelling: string): boolean => Buffer.byteLength(spelling) < MIN_BYTES;

/** The forms of all spellings that are long enough, without duplicates. */
export function formsOf(spellings: Iterable<string>): Form[] {
  const forms = new Map<string, Form>();
  const add = (form: Form) => {
    if (form.letters.length >= MIN_BYTES) forms.set(keyOf(form), form);
  };
  for (const spelling of spellings) {
    if (isShort(spelling)) continue;
    const exactWithinWords = Buffer.byteLength(spelling) < LONG_BYTES;
    const plainly = (bytes: Buffer) => add({ ...plain(bytes), exactWithinWords });
    for (const bytes of bytesOf(spelling)) {
      plainly(bytes);
      add(hex(bytes));
      for (const offset of OFFSETS) add(base64(bytes, offset));
    }
    for (const bytes of inTextEncodings(spelling)) for (const form of base64Twice(bytes)) add(form);
    for (const bytes of [...garbledBytesOf(spelling), ...dotted(spelling)]) plainly(bytes);
  }
  return [...forms.values()];
}

const OFFSETS = [0, 1, 2];

const keyOf = ({ letters, alphabet, before, after }: Form): string =>
  [
    alphabets.indexOf(alphabet),
    before?.mask,
    before?.value,
    after?.mask,
    after?.value,
    Buffer.from(letters).toString("latin1"),
  ].join(" ");

const alphabets = [plainAlphabet, hexAlphabet, base64Alphabet];

/** The form as it appears in a header's name, which arrives in lower case. */
export function inHeaderName(form: Form): Form {
  return { ...form, alphabet: foldedAlphabet, before: null, after: null, exactWithinWords: false };
}

/** The secrets within a secret: credentials behind an Authorization scheme, the key in a signing secret. */
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

/** The value as a receiver reads it from a URL. */
function percentDecoded(value: string): string {
  if (!value.includes("%")) return value;
  const bytes = Buffer.from(value).toString("latin1");
  const decoded = bytes.replaceAll(/%([0-9a-f]{2})/gi, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  );
  const buffer = Buffer.from(decoded, "latin1");
  return isUtf8(buffer) ? buffer.toString() : decoded;
}

/** Percent-encodes what a URL can't hold. */
function inUrl(value: string): string {
  return value.replaceAll(/[^\x21-\x7e]+|["'<>`]/g, (text) =>
    Buffer.from(text).toString("hex").toUpperCase().replaceAll(/../g, "%$&"),
  );
}

/** The bytes of the spelling in every encoding that a receiver may use. */
function bytesOf(spelling: string): Buffer[] {
  return [...inTextEncodings(spelling), ...inUtf16(spelling)];
}

/** Headers are sent in Latin-1, everything else in UTF-8. */
function inTextEncodings(spelling: string): Buffer[] {
  const utf8 = Buffer.from(spelling);
  return isLatin1(spelling) && utf8.length > spelling.length
    ? [utf8, Buffer.from(spelling, "latin1")]
    : [utf8];
}

/** Little-endian and big-endian. */
function inUtf16(spelling: string): [Buffer, Buffer] {
  return [Buffer.from(spelling, "utf16le"), Buffer.from(spelling, "utf16le").swap16()];
}

/** The text beside a dump, which shows a dot for each byte that is no visible ASCII. */
function dotted(spelling: string): Buffer[] {
  const seen = isNotAscii(spelling) ? bytesOf(spelling) : inUtf16(spelling);
  const texts = seen.map((bytes) => bytes.toString("latin1").replaceAll(/[^ -~]/g, "."));
  return texts
    .filter((text) => text.replaceAll(".", "").length >= MIN_BYTES)
    .map((text) => Buffer.from(text));
}

/** The bytes that result if UTF-8 and Latin-1 are mistaken for each other. */
function garbledBytesOf(spelling: string): Buffer[] {
  if (!isNotAscii(spelling)) return [];
  const readAsLatin1 = Buffer.from(Buffer.from(spelling).toString("latin1"));
  const others = isLatin1(spelling) ? [Buffer.from(spelling, "latin1")] : [];
  const readAsUtf8 = [...others, ...inUtf16(spelling)].map((bytes) => bytes.toString("utf8"));
  // U+FFFD alone identifies nothing, and binary answers are full of it.
  const telling = readAsUtf8.filter((text) => text.replaceAll(/[\ufffd\0]/g, "").length >= MIN_BYTES);
  return [readAsLatin1, ...telling.map((text) => Buffer.from(text))];
}

const isLatin1 = (text: string): boolean => Buffer.from(text, "latin1").toString("latin1") === text;

const plain = (bytes: Buffer): Form => form(bytes, plainAlphabet);

const hex = (bytes: Buffer): Form => form(Buffer.from(bytes.toString("hex")), hexAlphabet);

/** The base64 of bytes at an offset within their group of three. */
function base64(bytes: Buffer, offset: number): Form {
  const start = 8 * offset;
  const end = start + 8 * bytes.length;
  const text = Buffer.concat([Buffer.alloc(offset), bytes]).toString("base64");
  const [first, last] = [Math.ceil(start / 6), Math.floor(end / 6)];
  const shared = (index: number, mask: number): SharedLetter | null =>
    mask === 0 ? null : { value: base64Alphabet[text.charCodeAt(index)] ?? OUTSIDE, mask };
  return {
    ...form(Buffer.from(text.slice(first, last)), base64Alphabet),
    before: shared(first - 1, (1 << (6 * first - start)) - 1),
    after: shared(last, 0b111111 & ~((1 << (6 - (end - 6 * last))) - 1)),
  };
}

/** A letter of inner base64 that is shared with a neighbour touches up to two letters of the outer one. */
const LETTERS_OF_A_LETTER = 2;

/** The base64 of base64 or base64url. */
function base64Twice(bytes: Buffer): Form[] {
  const inner = OFFSETS.map((offset) => Buffer.from(base64(bytes, offset).letters).toString("latin1"));
  const texts = new Set(inner.flatMap((text) => [text, text.replaceAll("+", "-").replaceAll("/", "_")]));
  return [...texts].flatMap((text) =>
    OFFSETS.map((offset) => ({ ...base64(Buffer.from(text), offset), margin: LETTERS_OF_A_LETTER })),
  );
}

function form(letters: Buffer, alphabet: Alphabet): Form {
  return { letters, alphabet, before: null, after: null, margin: 0, exactWithinWords: false };
}
