import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";

/** What pages must never be able to use, in browsers that have it. */
const UNUSED = [
  "camera",
  "display-capture",
  "geolocation",
  "hid",
  "microphone",
  "midi",
  "payment",
  "serial",
  "usb",
];

const YEAR_S = 31_536_000;

/** For every answer: no guess at its type, no address told to another site, and nothing runs or loads in it. */
const ALWAYS = {
  "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "same-origin",
  "Permissions-Policy": UNUSED.map((feature) => `${feature}=()`).join(", "),
};

/** Where the listener tells the pages the nonce of their answer. Whatever the client sent there is overwritten. */
export const NONCE_HEADER = "x-tocsin-nonce";

const POLICY = "content-security-policy";

export type SecurityParts = {
  /** The public address; with https, browsers are told to use nothing else. */
  baseUrl: string | null;
  /** The inline scripts and styles of the page that was made at build, as `sourcesOf` returns them. */
  builtPage: InlineSources;
  /** Whether hot reload runs, which evaluates strings and adds styles. */
  dev: boolean;
};

/** The hashes of a page's inline parts, as a policy writes them: `'sha256-…'`. */
export type InlineSources = { scripts: readonly string[]; styles: readonly string[] };

export type SecurityHeaders = {
  /** Those that every answer has. */
  always: Readonly<Record<string, string>>;
  /** Puts `always` on an answer. */
  onAll(response: ServerResponse): void;
  /**
   * Puts the policy of pages on an answer of Next, with a nonce of this answer alone: Next finds it in the
   * request's own header, and puts it on each script and style that it writes.
   */
  onPage(request: IncomingMessage, response: ServerResponse): void;
};

export function securityHeaders({ baseUrl, builtPage, dev }: SecurityParts): SecurityHeaders {
  const https = baseUrl?.startsWith("https:");
  const always = { ...ALWAYS, ...(https && { "Strict-Transport-Security": `max-age=${YEAR_S}` }) };
  const asMap = new Map(Object.entries(always));
  return {
    always,
    onAll: (response) => void response.setHeaders(asMap),
    onPage(request, response) {
      const nonce = randomBytes(16).toString("base64");
      const policy = pagePolicy(nonce, dev);
      request.headers[POLICY] = policy;
      request.headers[NONCE_HEADER] = nonce;
      response.setHeader(POLICY, policy);
      beforeHead(response, () => {
        if (response.statusCode >= 500) markFailure(response, failurePolicy(nonce, builtPage));
      });
    },
  };
}

/** Next lets shared caches keep the page that it made at build. */
function markFailure(response: ServerResponse, policy: string): void {
  response.setHeader(POLICY, policy);
  response.setHeader("cache-control", "no-store");
}

/** No script runs without the nonce, or unless a script with it has added it. */
function pagePolicy(nonce: string, dev: boolean): string {
  const script = `script-src 'nonce-${nonce}' 'strict-dynamic'`;
  return dev
    ? policyOf(`${script} 'unsafe-eval'`, "style-src 'self' 'unsafe-inline'")
    : policyOf(script, `style-src 'self' 'nonce-${nonce}'`);
}

/**
 * Next answers some failures with a page that it made at build, whose scripts have no nonce. Its inline ones
 * are known by their hashes, and files are loaded from this host only.
 */
function failurePolicy(nonce: string, { scripts, styles }: InlineSources): string {
  return policyOf(
    ["script-src 'self'", `'nonce-${nonce}'`, ...scripts].join(" "),
    ["style-src 'self'", `'nonce-${nonce}'`, ...styles].join(" "),
  );
}

const policyOf = (scripts: string, styles: string): string =>
  `default-src 'self'; ${scripts}; ${styles}; ${REST}`;

const REST =
  "style-src-attr 'unsafe-inline'; frame-ancestors 'none'; object-src 'none'; base-uri 'self'; form-action 'self'";

/** Calls `act` when all headers are set and the first byte has not left yet. */
function beforeHead(response: ServerResponse, act: () => void): void {
  const plain = response.writeHead.bind(response) as (...args: unknown[]) => ServerResponse;
  response.writeHead = (status: number, ...more: unknown[]) => {
    response.statusCode = status;
    act();
    return plain(status, ...more);
  };
}
