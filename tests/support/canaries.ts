import { randomBytes } from "node:crypto";

/** How many bytes before a value shift its base64 letters. */
const OFFSETS = [0, 1, 2];

/**
 * Unique secrets, one for each place where a secret is entered, and a search for them in every form: plain,
 * in Latin-1, base64 at any offset, hex, percent-encoded, escaped as in JSON or HTML.
 */
export class Canaries {
  readonly #forms = new Map<string, Buffer[]>();

  /** Makes a secret. `trail` is appended, for letters that encodings change. */
  hatch(name: string, trail = ""): string {
    const value = `cnry-${name}-${randomBytes(9).toString("hex")}${trail}`;
    this.watch(name, value);
    return value;
  }

  /** Watches for a secret that somebody else made. */
  watch(name: string, value: string): void {
    this.#forms.set(name, formsOf(value));
  }

  /** The names of the secrets found in a text or file. */
  in(found: string | Buffer): string[] {
    const bytes = typeof found === "string" ? Buffer.from(found) : found;
    return [...this.#forms].flatMap(([name, forms]) =>
      forms.some((form) => bytes.includes(form)) ? [name] : [],
    );
  }
}

function formsOf(value: string): Buffer[] {
  const [utf8, latin1] = [Buffer.from(value), Buffer.from(value, "latin1")];
  const texts = [
    ...[utf8, latin1].flatMap((bytes) => [bytes.toString("hex"), bytes.toString("hex").toUpperCase()]),
    ...[utf8, latin1].flatMap((bytes) => OFFSETS.map((offset) => base64At(bytes, offset))),
    encodeURIComponent(value),
    // As a URL carries it, and as a receiver reads it there.
    value.replaceAll(/[^ -~]+/g, encodeURIComponent),
    decoded(value),
    JSON.stringify(value).slice(1, -1),
    value.replaceAll(/[^ -~]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`),
    value.replaceAll(/[^ -~]/g, (letter) => `&#x${letter.charCodeAt(0).toString(16)};`),
  ];
  return [utf8, latin1, ...texts.map((text) => Buffer.from(text))];
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

/** The base64 letters that depend on the value alone if it follows `offset` other bytes. */
function base64At(bytes: Buffer, offset: number): string {
  const text = Buffer.concat([Buffer.alloc(offset), bytes]).toString("base64");
  const first = Math.ceil((offset * 8) / 6);
  const last = Math.floor(((offset + bytes.length) * 8) / 6);
  return text.slice(first, last);
}
