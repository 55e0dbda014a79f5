import { randomUUID } from "node:crypto";
import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { clientAddress, isTrusted, type TrustedProxies } from "#lib/domain/trusted-proxies.ts";
import type { Client } from "./client.ts";

export type Reachability = {
  /** The public address; null to use the address of each request. */
  baseUrl: string | null;
  trustedProxies: TrustedProxies;
};

/**
 * Next requests the page that an action leads to from itself, and passes its own headers on. This header has
 * a value that nobody else knows, and shows that the others were set by Tocsin.
 */
const OWN_HEADER = "x-tocsin-own";
const OWN_VALUE = randomUUID();

/** Tells Next's part of the process what `Client` has as `hiddenBy`. */
const HIDDEN_BY = "x-tocsin-hidden-by";

/**
 * Sets the X-Forwarded headers. next-auth, Next's check of an action's origin and the limits trust them, so
 * only a trusted proxy may set them. Without BASE_URL, Tocsin's address is the one that the client asked for.
 * Returns the client's address.
 */
export function setOwnHeaders(request: IncomingMessage, { baseUrl, trustedProxies }: Reachability): string {
  const { headers, socket } = request;
  if (headers[OWN_HEADER] !== OWN_VALUE) {
    const trusted = isTrusted(socket.remoteAddress, trustedProxies);
    const { host, protocol } = addressOf(headers, baseUrl, trusted);
    const client = clientOf(request, trustedProxies);
    for (const name of Object.keys(headers)) if (name.startsWith("x-forwarded-")) delete headers[name];
    headers["x-forwarded-host"] = host;
    headers["x-forwarded-proto"] = protocol;
    headers["x-forwarded-for"] = client.address;
    delete headers[HIDDEN_BY];
    if (client.hiddenBy !== null) headers[HIDDEN_BY] = client.hiddenBy;
    headers[OWN_HEADER] = OWN_VALUE;
  }
  headers["x-tocsin-path"] = request.url ?? "/";
  if (isByItself(headers)) headers["x-tocsin-by-itself"] = "1";
  else delete headers["x-tocsin-by-itself"];
  return oneOf(headers["x-forwarded-for"]) ?? "";
}

/**
 * Whether a browser asks without its user: for a page that may come next, or for a page again that shows a
 * change. This must not keep a session alive. Next hides the router's headers from pages.
 */
const isByItself = (headers: IncomingHttpHeaders): boolean =>
  "next-router-prefetch" in headers || "x-tocsin-refresh" in headers;
/** Who sent a request that `setOwnHeaders` has not seen. */
export function clientOf(request: IncomingMessage, trusted: TrustedProxies): Client {
  const { headers, socket } = request;
  const address = clientAddress(socket.remoteAddress, oneOf(headers["x-forwarded-for"]), trusted);
  return { address, hiddenBy: untrustedProxyHeader(request, trusted) };
}

/** Who sent a request that `setOwnHeaders` has seen. `header` reads a header by its name in lower case. */
export const ownClient = (header: (name: string) => string | null): Client => ({
  address: header("x-forwarded-for") ?? "",
  hiddenBy: header(HIDDEN_BY),
});

/** The name of the first header that only a proxy sends, if the peer is not a trusted proxy; else null. */
export function untrustedProxyHeader(
  { headers, socket }: IncomingMessage,
  trusted: TrustedProxies,
): string | null {
  for (const name in headers) {
    if (name !== "via" && name !== "forwarded" && !name.startsWith("x-forwarded-")) continue;
    return headers[OWN_HEADER] === OWN_VALUE || isTrusted(socket.remoteAddress, trusted) ? null : name;
  }
  return null;
}

function addressOf(headers: IncomingHttpHeaders, baseUrl: string | null, trusted: boolean) {
  if (baseUrl !== null) {
    const { host, protocol } = new URL(baseUrl);
    return { host, protocol: protocol.slice(0, -1) };
  }
  const forwardedHost = trusted ? firstOf(headers["x-forwarded-host"]) : "";
  const host = forwardedHost !== "" && isHost(forwardedHost) ? forwardedHost : headers.host || "localhost";
  const protocol =
    trusted && firstOf(headers["x-forwarded-proto"]).toLowerCase() === "https" ? "https" : "http";
  return { host, protocol };
}

/** Whether the host makes a valid URL: next-auth would answer 500 to others. */
export const isHost = (host: string): boolean =>
  host === "" || (!/[\s/?#@\\]/.test(host) && URL.canParse(`http://${host}`));

const oneOf = (value: string | string[] | undefined): string | undefined =>
  Array.isArray(value) ? value.join(",") : value;

/** The first value, which the proxy nearest to the browser wrote. */
const firstOf = (value: string | string[] | undefined): string => oneOf(value)?.split(",")[0]?.trim() ?? "";
