import ipaddr from "ipaddr.js";

export type Address = ipaddr.IPv4 | ipaddr.IPv6;
/** A network and the length of its prefix in bits. */
export type AddressRange = [network: Address, bits: number];

/**
 * Reads CIDR ranges and addresses, separated by commas or blanks.
 * @throws Error whose message names the variable and the entry that is wrong
 */
export function parseList(variable: string, text = ""): AddressRange[] {
  try {
    return parseRanges(text);
  } catch (error) {
    throw new Error(`${variable}: ${error instanceof Error ? error.message : error}`);
  }
}

/**
 * Reads CIDR ranges and addresses, separated by commas or blanks.
 * @throws Error whose message names the entry that is wrong
 */
export function parseRanges(text: string): AddressRange[] {
  const entries = text.split(/[\s,]+/).filter((entry) => entry !== "");
  return entries.map((entry) => {
    const range = parseRange(entry);
    if (range === null)
      throw new Error(`"${entry}" is neither an IP address nor a CIDR range such as 10.0.0.0/8.`);
    refuseHostBits(entry);
    return range;
  });
}

/** Whether 10.0.0.1/8 means one address or a network of 16 million, only its author can say. */
function refuseHostBits(entry: string): void {
  const [text = "", bits] = entry.split("/");
  const address = parseAddress(text);
  if (address === null || bits === undefined) return;
  const network = networkOf(address, Number(bits));
  if (network.toNormalizedString() === address.toNormalizedString()) return;
  throw new Error(
    `"${entry}" is an address inside a range: write ${network}/${bits} for the range, or ${text} for the address alone.`,
  );
}

function networkOf(address: Address, bits: number): Address {
  const bytes = address.toByteArray().map((byte, index) => {
    const kept = Math.min(Math.max(bits - index * 8, 0), 8);
    return byte & (0xff << (8 - kept));
  });
  return ipaddr.fromByteArray(bytes);
}

/** Reads 10.0.0.0/8, or 10.0.0.1 as 10.0.0.1/32; IPv4-mapped IPv6 counts as IPv4. Null if it is neither. */
export function parseRange(entry: string): AddressRange | null {
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

/** Null if it is no address. IPv4 must have four decimal parts: `new URL` has already normalised other spellings. */
export function parseAddress(text: string): Address | null {
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return ipaddr.IPv4.parse(text);
  return ipaddr.IPv6.isValid(text) ? ipaddr.IPv6.parse(text) : null;
}

/** Whether the address is in one of the ranges; a range of the other IP version never holds it. */
export function isInAny(address: Address, list: readonly AddressRange[]): boolean {
  return list.some(([network, bits]) => network.kind() === address.kind() && address.match(network, bits));
}
