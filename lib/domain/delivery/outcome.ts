import type { PeerCertificate } from "./peer-certificate.ts";
import type { Timing } from "./timing.ts";

/** How an attempt can end. The set is closed: the engine, the API and the pages know exactly these. */
export const outcomes = [
  "delivered",
  "http_status",
  "dns_failed",
  "connection_refused",
  "connect_timeout",
  "timeout",
  "address_refused",
  "tls_failed",
  "certificate_refused",
  "certificate_changed",
  "bad_response",
  "connection_closed",
  "receiver_refused",
  "format_failed",
] as const;

export type Outcome = (typeof outcomes)[number];

/** The receiver's answer as far as it was read: at most 64 KiB of body, not yet redacted. */
export type AttemptResponse = {
  /** Names in lower case; a repeated header's values joined by ", ". */
  headers: Record<string, string>;
  /** Decoded as UTF-8; invalid bytes become U+FFFD. */
  body: string;
  /** The body was longer than what is kept. */
  truncated: boolean;
};

/** A certificate that a channel trusts without a known CA. */
export type PinnedCertificate = {
  /** Fingerprint, upper-case hex in pairs: "AB:CD:…". */
  sha256: string;
  /** In PEM: verifies a server that later stops sending its root. */
  certificate: string;
};

/**
 * What an attempt learned about the receiver's certificate; only a connection's first attempt learns
 * anything.
 */
export type CertificateReport = {
  /** A known CA vouches for it, including its name and dates. */
  caVouched: boolean;
  /** Seen for the first time: the writer pins it by compare-and-set. */
  pinTo: PinnedCertificate | null;
  /** The certificate was refused: the pinned fingerprint, if any, and the certificate found. */
  refused: { expected: string | null; found: PinnedCertificate | null } | null;
};

/** One outgoing request and how it ended. */
export type AttemptResult = {
  /** Milliseconds since the epoch. */
  startedAt: number;
  durationMs: number;
  /** Null if it ended before a connection was tried. */
  timing: Timing | null;
  outcome: Outcome;
  /** The status, even if the body broke off; null without an answer. */
  status: number | null;
  response: AttemptResponse | null;
  /** The answer's Retry-After header as sent; the wait that its body names follows after a comma. */
  retryAfter: string | null;
  /** Whether a receiver that refused by its body wants another attempt (`receiver_refused`). */
  triesAgain?: boolean;
  /**
   * One plain sentence: what happened and what to do. It may name the host, never the URL's path or query.
   */
  message: string;
  certificate: CertificateReport | null;
  /** What the receiver showed, also on a kept connection; null without TLS or a handshake. */
  peer: PeerCertificate | null;
};

/** Said in place of a cut answer of which nothing is kept, as it might hold part of a secret. */
export const ANSWER_NOT_KEPT = "The answer was cut and is not kept.";
