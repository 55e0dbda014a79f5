import { visibleText } from "#lib/domain/visible-text.ts";

/** A failure's message in its parts; `advice` and `fine` are empty where there is none. */
export type FailureText = {
  /** What happened, as one sentence. */
  what: string;
  /** What to do. */
  advice: string;
  /** Of a certificate: its fingerprints, or subject, issuer and dates. */
  fine: string;
};

/** Messages read "<what happened> (<certificate>): <what to do>"; the certificate is for the details. */
export function failureText(whole: string): FailureText {
  const message = visibleText(whole);
  const [, before, fine = "", after] = CERTIFICATE.exec(message) ?? [];
  const plain = before === undefined ? message : `${before}${after}`;
  const [, what = plain, advice = ""] = PARTS.exec(plain) ?? [];
  return { what: ended(what), advice: capitalised(ended(advice)), fine };
}

const CERTIFICATE = /^(.+?) \(((?:expected |)SHA-256 .+|subject .+)\)(: .+)$/s;
const PARTS = /^(.+?): (.+)$/s;

const ended = (text: string): string => (text === "" || text.endsWith(".") ? text : `${text}.`);

/** Not for the first part: that begins with a host, which is written as it is. */
const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
