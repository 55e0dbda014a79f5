/** How an attempt can end. Closed: the engine, the API and the pages know each of these and no other. */
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
] as const;

export type Outcome = (typeof outcomes)[number];

/** What the receiver answered, as far as it was read: at most 64 KiB of body, not yet redacted. */
export type AttemptResponse = {
  /** Names in lower case; a repeated header's values joined by ", ". */
  headers: Record<string, string>;
  /** UTF-8; bytes that are none become U+FFFD. */
  body: string;
  /** The body went on after what is kept here. */
  truncated: boolean;
};

/** A certificate that a channel trusts although no known CA vouches for it. */
export type PinnedCertificate = {
  /** Fingerprint, upper-case hex in pairs: "AB:CD:…". */
  sha256: string;
  /** PEM. Kept, so that a server which stops sending its root can still be verified. */
  certificate: string;
};

/** What an attempt learned about the receiver's certificate; only the first attempt of a connection does. */
export type CertificateReport = {
  /** A known CA vouches for it, name and dates included. */
  caVouched: boolean;
  /** First seen now: to be pinned to the channel by a compare-and-set. */
  pinTo: PinnedCertificate | null;
  /** Set when the certificate was not accepted: the pinned and the found fingerprint, where there is one. */
  refused: { expected: string | null; found: PinnedCertificate | null } | null;
};

/** One outgoing request and how it ended. */
export type AttemptResult = {
  /** Milliseconds since the epoch. */
  startedAt: number;
  durationMs: number;
  outcome: Outcome;
  /** The answer's status, also where its body broke off; null where none came. */
  status: number | null;
  response: AttemptResponse | null;
  /** The answer's Retry-After header as sent. */
  retryAfter: string | null;
  /** One plain sentence: what happened and what to do. Names the host, never the URL's path or query. */
  message: string;
  certificate: CertificateReport | null;
};

/** Said in place of a cut answer of which nothing is kept, as it might hold part of a secret. */
export const ANSWER_NOT_KEPT = "The answer was cut and is not kept.";
