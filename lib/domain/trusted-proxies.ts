import ipaddr from "ipaddr.js";
import { type Address, type AddressRange, isInAny, parseAddress, parseList } from "./ip-range.ts";

/** The peers whose `X-Forwarded-*` headers Tocsin believes. */
export type TrustedProxies = readonly AddressRange[];

const WORDS: Record<string, string> = {
  loopback: "127.0.0.0/8 ::1",
  private: "10.0.0.0/8 172.16.0.0/12 192.168.0.0/16 fc00::/7",
};

/**
 * Reads TRUSTED_PROXIES: CIDR ranges, addresses and the words `loopback` and `private`, separated by commas
 * or blanks.
 * @throws Error whose message names the variable and the entry that is wrong
 */
export function parseTrustedProxies(text: string | undefined): TrustedProxies {
  return parseList("TRUSTED_PROXIES", withoutWords(text));
}

/**
 * Reads METRICS_ALLOW: the clients that need no key for the metrics, written like TRUSTED_PROXIES.
 * @throws Error whose message names the variable and the entry that is wrong
 */
export const parseMetricsAllow = (text: string | undefined): readonly AddressRange[] =>
  parseList("METRICS_ALLOW", withoutWords(text));

const withoutWords = (text: string | undefined): string | undefined =>
  text?.replaceAll(/[^\s,]+/g, (entry) => WORDS[entry.toLowerCase()] ?? entry);

/** Whether the address is in one of the ranges. */
export function isTrusted(peer: string | undefined, trusted: TrustedProxies): boolean {
  const address = trusted.length === 0 ? null : plainAddress(peer);
  return address !== null && isInAny(address, trusted);
}

/**
 * The client's address: the peer, or if the peer is a trusted proxy, the rightmost address of
 * `X-Forwarded-For` that isn't one. The client itself may have written everything further left. An entry that
 * is no address ends the search at the proxy that passed it on.
 * @example clientAddress("10.0.0.1", "6.6.6.6, 2.2.2.2", parseTrustedProxies("10.0.0.0/8")) === "2.2.2.2"
 */
export function clientAddress(
  peer: string | undefined,
  forwardedFor: string | undefined,
  trusted: TrustedProxies,
): string {
  let client = plainAddress(peer);
  if (client === null) return peer ?? "";
  if (trusted.length === 0) return client.toString();
  const hops = (forwardedFor ?? "").split(",");
  while (isInAny(client, trusted)) {
    const before = plainAddress(hops.pop());
    if (before === null) break;
    client = before;
  }
  return client.toString();
}

/**
 * The key by which clients are limited: an IPv4 address, or an IPv6 /64, since one client has a whole /64.
 */
export function limitKey(address: string): string {
  const parsed = plainAddress(address);
  if (parsed === null) return address;
  if (parsed instanceof ipaddr.IPv4) return parsed.toString();
  return `${ipaddr.IPv6.networkAddressFromCIDR(`${parsed.toString()}/64`).toString()}/64`;
}

/** Drops port, brackets and zone; an IPv4-mapped address becomes IPv4. Null if it is no address. */
function plainAddress(text: string | undefined): Address | null {
  const trimmed = (text ?? "").trim();
  const bare = /^\[([^\]]+)\](?::\d+)?$/.exec(trimmed)?.[1] ?? /^([\d.]+):\d+$/.exec(trimmed)?.[1] ?? trimmed;
  const address = parseAddress(bare.replace(/%.*$/, ""));
  return address instanceof ipaddr.IPv6 && address.isIPv4MappedAddress() ? address.toIPv4Address() : address;
}
