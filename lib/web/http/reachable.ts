import type { NetworkInterfaceInfo } from "node:os";

type Interfaces = NodeJS.Dict<Pick<NetworkInterfaceInfo, "address" | "family">[]>;

/**
 * The URLs at which a listener can be reached: its own address, or for 0.0.0.0 every IPv4 address of the
 * machine, for :: its IPv6 addresses too. Link-local addresses are left out, as a URL can't name the network
 * interface that they need.
 * E.g. 127.0.0.1 and 3000 → ["http://127.0.0.1:3000"].
 */
export function reachableAt({ address, port }: Bound, interfaces: Interfaces): string[] {
  const families = FAMILIES[address];
  if (families === undefined) return [urlOf(address, port)];
  return Object.values(interfaces)
    .flatMap((all) => all ?? [])
    .filter((one) => families.includes(one.family) && !one.address.toLowerCase().startsWith("fe80:"))
    .map((one) => urlOf(one.address, port));
}

type Bound = { address: string; port: number };

const FAMILIES: Record<string, readonly string[] | undefined> = {
  "0.0.0.0": ["IPv4"],
  "::": ["IPv4", "IPv6"],
};

/** A URL holds an IPv6 address in brackets (RFC 3986, 3.2.2). */
const urlOf = (address: string, port: number): string =>
  `http://${address.includes(":") ? `[${address}]` : address}:${port}`;
