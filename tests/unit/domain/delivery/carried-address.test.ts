import { expect, test } from "vitest";
import { carriedAddresses } from "#lib/domain/delivery/carried-address.ts";
import { parseAddress } from "#lib/domain/ip-range.ts";

test.each<[how: string, ip: string, carried: string[]]>([
  ["6to4", "2002:7f00:1::", ["127.0.0.1"]],
  ["Teredo: its server and its client", "2001:0:808:808::80ff:fffe", ["8.8.8.8", "127.0.0.1"]],
  ["IPv4-mapped", "::ffff:127.0.0.1", ["127.0.0.1"]],
  ["NAT64", "64:ff9b::10.0.0.1", ["10.0.0.1"]],
  ["a local NAT64 prefix of 96 bits", "64:ff9b:1::10.0.0.1", ["10.0.0.1"]],
  ["a local NAT64 prefix of 48 bits", "64:ff9b:1:a00:0:100::", ["10.0.0.1"]],
  ["a plain IPv6 address", "2606:4700::1111", []],
  ["the loopback address, which looks IPv4-compatible", "::1", []],
  ["an IPv4 address", "127.0.0.1", []],
])("%s: %s carries %j", (_, ip, carried) => {
  const address = parseAddress(ip);
  expect(address && carriedAddresses(address).map(String)).toEqual(carried);
});
