import type { IncomingMessage } from "node:http";

/** Below this address other programs post in their own formats. */
export const SENDERS = "/api/v1/in";

/** An address below `/api/v1/in`, taken apart. */
export type SenderAddress = {
  /** A sender's type or the id of a source of one's own; empty if the address names none. */
  source: string;
  /** What follows it, such as `/api/v2/alerts`; empty if nothing does. */
  rest: string;
  /** The values of `?key=`. */
  keys: readonly string[];
};

/**
 * The address of a post in a sender's own format; null for any other address. Takes `?key=` out of the request's
 * URL, so that nothing else sees the key. `path` is the resolved path of that URL, which can be decoded.
 * E.g. `/api/v1/in/prometheus/api/v2/alerts?key=x` → source `prometheus`, rest `/api/v2/alerts`, keys `["x"]`.
 */
export function takeSenderAddress(request: IncomingMessage, path: string): SenderAddress | null {
  const decoded = decodeURIComponent(path);
  if (decoded !== SENDERS && !decoded.startsWith(`${SENDERS}/`)) return null;
  const url = new URL(`http://localhost${request.url}`);
  const keys = url.searchParams.getAll("key");
  url.searchParams.delete("key");
  request.url = url.pathname + url.search;
  const [source = "", ...rest] = decoded
    .slice(SENDERS.length + 1)
    .replace(/\/$/, "")
    .split("/");
  return { source, rest: rest.map((part) => `/${part}`).join(""), keys };
}
