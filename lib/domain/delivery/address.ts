import ipaddr from "ipaddr.js";
import {
  type Address,
  type AddressRange,
  isInAny,
  parseAddress,
  parseList,
  parseRange,
} from "#lib/domain/ip-range.ts";
import { carriedAddresses, carryingRanges } from "./carried-address.ts";

/** A listener of this process: its IP address or CIDR range, and its port. */
export type OwnListener = { address: string; port: number };

/** Where requests may go. */
export type OutboundPolicy = {
  outbound: "private" | "public";
  allow: readonly AddressRange[];
  deny: readonly AddressRange[];
  ownListeners: readonly OwnListener[];
};

/** The operator's settings as text: OUTBOUND, OUTBOUND_ALLOW and OUTBOUND_DENY. */
export type OutboundSettings = {
  outbound: "private" | "public";
  allow?: string;
  deny?: string;
  ownListeners?: readonly OwnListener[];
};

const alwaysRefused: readonly (readonly [string, readonly AddressRange[]])[] = [
  ["cloud metadata", ranges("169.254.169.254 168.63.129.16 100.100.100.200 192.0.0.0/24")],
  ["cloud metadata", ranges("fd00:ec2::/32 fd20:ce::254 fd00:42::42")],
  ["link-local", ranges("169.254.0.0/16 fe80::/10")],
  ["unspecified", ranges("0.0.0.0/8 ::")],
  ["multicast", ranges("224.0.0.0/4 ff00::/8")],
  ["broadcast", ranges("255.255.255.255")],
  ["reserved", ranges("240.0.0.0/4")],
];

const refusedWhenPublic: readonly (readonly [string, readonly AddressRange[]])[] = [
  ["loopback", ranges("127.0.0.0/8 ::1")],
  ["private", ranges("10.0.0.0/8 172.16.0.0/12 192.168.0.0/16 198.18.0.0/15")],
  ["carrier-grade NAT", ranges("100.64.0.0/10")],
  ["unique local", ranges("fc00::/7")],
];

/** What IANA has assigned: global unicast, unique local, and the ranges that carry an IPv4 address. */
const usableIPv6: readonly AddressRange[] = [...ranges("2000::/3 fc00::/7"), ...carryingRanges];

/**
 * Reads the operator's settings; lists are CIDR ranges or addresses, separated by commas or blanks.
 * @throws Error whose message names the variable and the entry that is wrong
 */
export function parseOutboundPolicy(settings: OutboundSettings): OutboundPolicy {
  return {
    outbound: settings.outbound,
    allow: parseList("OUTBOUND_ALLOW", settings.allow),
    deny: parseList("OUTBOUND_DENY", settings.deny),
    ownListeners: settings.ownListeners ?? [],
  };
}

/**
 * Why a request may not go to `ip` at `port`, as a phrase to follow "is refused: "; null if it may. Checks in
 * this order: never allowed, own listener, OUTBOUND_DENY, OUTBOUND_ALLOW, OUTBOUND. An address that carries
 * another is judged by both.
 * @example refuseAddress("127.0.0.1", 80, parseOutboundPolicy({ outbound: "private" })) === null
 */
export function refuseAddress(ip: string, port: number, policy: OutboundPolicy): string | null {
  const address = parseAddress(ip);
  if (address === null) return "it is not an IP address";
  for (const candidate of [address, ...carriedAddresses(address)]) {
    const reason = refuseOne(candidate, port, policy);
    if (reason !== null) return reason;
  }
  return null;
}

function refuseOne(address: Address, port: number, policy: OutboundPolicy): string | null {
  const always = findClass(address, alwaysRefused) ?? (isReservedIPv6(address) ? "reserved" : undefined);
  if (always !== undefined) return `${always} addresses are never sent to`;
  if (isOwnListener(address, port, policy.ownListeners)) return "this is Tocsin's own address";
  if (isInAny(address, policy.deny)) return "OUTBOUND_DENY lists it";
  if (isInAny(address, policy.allow) || policy.outbound === "private") return null;
  const inside = findClass(address, refusedWhenPublic);
  return inside === undefined ? null : `OUTBOUND=public excludes ${inside} addresses`;
}

function isOwnListener(address: Address, port: number, listeners: readonly OwnListener[]): boolean {
  return listeners.some((listener) => {
    if (listener.port !== port) return false;
    const own = parseRange(listener.address);
    return own !== null && isInAny(address, [own]);
  });
}

function isReservedIPv6(address: Address): boolean {
  return address instanceof ipaddr.IPv6 && !isInAny(address, usableIPv6);
}

function findClass(
  address: Address,
  classes: readonly (readonly [string, readonly AddressRange[]])[],
): string | undefined {
  return classes.find(([, list]) => isInAny(address, list))?.[0];
}

function ranges(text: string): AddressRange[] {
  return parseList("ranges", text);
}
