import ipaddr from "ipaddr.js";

export type Address = ipaddr.IPv4 | ipaddr.IPv6;
export type AddressRange = [Address, number];

/** A listener of this process: an IP address or a CIDR range, and its port. */
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

const LOOPBACK = ipaddr.IPv6.parse("::1");
const SIX_TO_FOUR = ipaddr.IPv6.parse("2002::");
const TEREDO = ipaddr.IPv6.parse("2001::");

/** Ranges whose addresses end in an IPv4 address: compatible, mapped, translated (SIIT) and NAT64. */
const endsInIPv4 = ["::/96", "::ffff:0:0/96", "::ffff:0:0:0/96", "64:ff9b::/96"].map((cidr) =>
  ipaddr.IPv6.parseCIDR(cidr),
);
const localNat64Range = ipaddr.IPv6.parseCIDR("64:ff9b:1::/48");

/** What IANA has not reserved: global unicast, unique local, and the ranges that carry an IPv4 address. */
const usableIPv6: readonly AddressRange[] = [...ranges("2000::/3 fc00::/7"), ...endsInIPv4, localNat64Range];

/**
 * Reads the operator's settings; lists are CIDR ranges or addresses, separated by commas or blanks.
 * @throws Error whose message names the variable and the entry that is off
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
 * Says why a request may not go to `ip` at `port`, as a phrase that follows "is refused: "; null where it may.
 * Order: always refused, deny, allow, OUTBOUND. An address that carries another one is judged by both.
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

/** The IPv4 addresses that an IPv6 address stands for, in any of the transition mechanisms. */
function carriedAddresses(address: Address): ipaddr.IPv4[] {
  if (address instanceof ipaddr.IPv4 || address.match(LOOPBACK, 128)) return [];
  const bytes = address.toByteArray();
  const at = (...places: number[]) => new ipaddr.IPv4(places.map((place) => bytes[place] ?? 0));
  if (isInAny(address, endsInIPv4)) return [at(12, 13, 14, 15)];
  if (isInAny(address, [localNat64Range])) return localNat64(at);
  if (address.match(SIX_TO_FOUR, 16)) return [at(2, 3, 4, 5)];
  if (!address.match(TEREDO, 32)) return [];
  const server = at(4, 5, 6, 7);
  const client = new ipaddr.IPv4(bytes.slice(12).map((byte) => byte ^ 0xff));
  return [server, client];
}

/**
 * 64:ff9b:1::/48 is split up by its operator, so the IPv4 address may stand at each place of RFC 6052 §2.2; a
 * place that holds 0.0.0.0/8 holds none, unless all do.
 */
function localNat64(at: (...places: number[]) => ipaddr.IPv4): ipaddr.IPv4[] {
  const last = at(12, 13, 14, 15);
  const places = [at(6, 7, 9, 10), at(7, 9, 10, 11), at(9, 10, 11, 12), last];
  const held = places.filter((address) => address.octets[0] !== 0);
  return held.length > 0 ? held : [last];
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

/** Whether the address lies in one of the ranges; those of the other family never hold it. */
export function isInAny(address: Address, list: readonly AddressRange[]): boolean {
  return list.some(([network, bits]) => network.kind() === address.kind() && address.match(network, bits));
}

/**
 * CIDR ranges or addresses, separated by commas or blanks.
 * @throws Error whose message names the variable and the entry that is off
 */
export function parseList(variable: string, text = ""): AddressRange[] {
  const entries = text.split(/[\s,]+/).filter((entry) => entry !== "");
  return entries.map((entry) => {
    const range = parseRange(entry);
    if (range === null) {
      throw new Error(
        `${variable}: "${entry}" is neither an IP address nor a CIDR range such as 10.0.0.0/8.`,
      );
    }
    refuseHostBits(variable, entry);
    return range;
  });
}

/** 10.0.0.1/8 may mean one address or a network of 16 million: whoever writes it decides. */
function refuseHostBits(variable: string, entry: string): void {
  const [text = "", bits] = entry.split("/");
  const address = parseAddress(text);
  if (address === null || bits === undefined) return;
  const network = networkOf(address, Number(bits));
  if (network.toNormalizedString() === address.toNormalizedString()) return;
  throw new Error(
    `${variable}: "${entry}" is an address inside a range: write ${network}/${bits} for the range, or ${text} for the address alone.`,
  );
}

function networkOf(address: Address, bits: number): Address {
  const bytes = address.toByteArray().map((byte, index) => {
    const kept = Math.min(Math.max(bits - index * 8, 0), 8);
    return byte & (0xff << (8 - kept));
  });
  return ipaddr.fromByteArray(bytes);
}

function ranges(text: string): AddressRange[] {
  return parseList("ranges", text);
}

/** An address counts as the range of itself alone, and a range of IPv4-mapped addresses as the IPv4 range. */
function parseRange(entry: string): AddressRange | null {
  const [text = "", bits, ...rest] = entry.split("/");
  const address = parseAddress(text);
  if (address === null || rest.length > 0) return null;
  const width = address instanceof ipaddr.IPv4 ? 32 : 128;
  if (bits !== undefined && (!/^\d{1,3}$/.test(bits) || Number(bits) > width)) return null;
  const length = bits === undefined ? width : Number(bits);
  if (address instanceof ipaddr.IPv6 && address.isIPv4MappedAddress() && length >= 96) {
    return [address.toIPv4Address(), length - 96];
  }
  return [address, length];
}

/** Strict: an IPv4 address has four decimal parts, since `new URL` has normalised every other spelling. */
export function parseAddress(text: string): Address | null {
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return ipaddr.IPv4.parse(text);
  return ipaddr.IPv6.isValid(text) ? ipaddr.IPv6.parse(text) : null;
}
