import ipaddr from "ipaddr.js";
import { type Address, type AddressRange, isInAny } from "#lib/domain/ip-range.ts";

const LOOPBACK = ipaddr.IPv6.parse("::1");
const SIX_TO_FOUR = ipaddr.IPv6.parse("2002::");
const TEREDO = ipaddr.IPv6.parse("2001::");

/** IPv4-compatible, IPv4-mapped, translated (SIIT) and NAT64: these addresses end in an IPv4 address. */
const endsInIPv4 = ["::/96", "::ffff:0:0/96", "::ffff:0:0:0/96", "64:ff9b::/96"].map((cidr) =>
  ipaddr.IPv6.parseCIDR(cidr),
);
const localNat64Range = ipaddr.IPv6.parseCIDR("64:ff9b:1::/48");

/** IPv6 ranges that are there to carry IPv4 addresses. */
export const carryingRanges: readonly AddressRange[] = [...endsInIPv4, localNat64Range];

/**
 * The IPv4 addresses that an IPv6 address leads to by any transition mechanism.
 * @example carriedAddresses(parseAddress("2002:7f00:1::")).map(String) gives ["127.0.0.1"]
 */
export function carriedAddresses(address: Address): ipaddr.IPv4[] {
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
 * The operator chooses the prefix length within 64:ff9b:1::/48, so the IPv4 address may be at any place of
 * RFC 6052 §2.2. A place that holds 0.0.0.0/8 is taken for padding, unless all do.
 */
function localNat64(at: (...places: number[]) => ipaddr.IPv4): ipaddr.IPv4[] {
  const last = at(12, 13, 14, 15);
  const places = [at(6, 7, 9, 10), at(7, 9, 10, 11), at(9, 10, 11, 12), last];
  const held = places.filter((address) => address.octets[0] !== 0);
  return held.length > 0 ? held : [last];
}
