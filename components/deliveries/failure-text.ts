import { visibleText } from "#lib/domain/visible-text.ts";

/** The parts of a failure's message. `advice` and `fine` may be empty. */
export type FailureText = {
  /** What happened, as one sentence. */
  what: string;
  /** What to do. */
  advice: string;
  /** A certificate's fingerprints, or its subject, issuer and dates. */
  fine: string;
};

/**
 * Splits a message of the form "<what happened> (<certificate>): <what to do>". The certificate goes into
 * `fine`.
 */
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

/** Not used for the first part, which begins with a host name. */
const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
