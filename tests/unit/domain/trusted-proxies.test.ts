import { describe, expect, test } from "vitest";
import { clientAddress, isTrusted, limitKey, parseTrustedProxies } from "#lib/domain/trusted-proxies.ts";

describe("TRUSTED_PROXIES", () => {
  test.each<[string | undefined, string, boolean]>([
    [undefined, "127.0.0.1", false],
    ["loopback", "127.0.0.1", true],
    ["loopback", "::1", true],
    ["loopback", "::ffff:127.0.0.1", true],
    ["loopback", "10.0.0.1", false],
    ["Private", "10.1.2.3", true],
    ["private", "172.31.255.255", true],
    ["private", "172.32.0.0", false],
    ["private", "192.168.1.1", true],
    ["private", "fd00::1", true],
    ["private", "127.0.0.1", false],
    ["private", "169.254.1.1", false],
    ["loopback, 203.0.113.0/24", "203.0.113.9", true],
    ["loopback 203.0.113.0/24", "127.0.0.1", true],
    ["203.0.113.7", "203.0.113.8", false],
    ["2001:db8::/32", "2001:db8:1::1", true],
    ["::ffff:10.0.0.0/104", "10.2.3.4", true],
    ["0.0.0.0/0", "::1", false],
  ])("%j: %s is trusted: %s", (text, peer, trusted) => {
    expect(isTrusted(peer, parseTrustedProxies(text))).toBe(trusted);
  });

  test.each(["proxy.example.com", "10.0.0.0/33", "10.0.0.0/8,nowhere", "loopback/8", "*"])(
    "%j is refused by its name",
    (text) => {
      expect(() => parseTrustedProxies(text)).toThrow(/^TRUSTED_PROXIES: "/);
    },
  );

  test("a peer without an address is not trusted", () => {
    expect(isTrusted(undefined, parseTrustedProxies("0.0.0.0/0"))).toBe(false);
  });
});

describe("the client is", () => {
  const proxies = parseTrustedProxies("loopback 10.0.0.0/8 2001:db8:1::/48");

  test.each<[string, string, string | undefined, string]>([
    ["the peer without the header", "203.0.113.7", undefined, "203.0.113.7"],
    ["the peer that is not trusted", "203.0.113.7", "198.51.100.1", "203.0.113.7"],
    ["an IPv4-mapped peer as IPv4", "::ffff:203.0.113.7", undefined, "203.0.113.7"],
    ["what the proxy saw", "10.0.0.1", "203.0.113.7", "203.0.113.7"],
    ["what a mapped proxy saw", "::ffff:10.0.0.1", "203.0.113.7", "203.0.113.7"],
    ["a mapped address that it saw", "10.0.0.1", "::ffff:203.0.113.7", "203.0.113.7"],
    ["the rightmost that is not trusted", "10.0.0.1", "6.6.6.6, 203.0.113.7, 10.0.0.2", "203.0.113.7"],
    ["none that the client wrote", "127.0.0.1", "10.0.0.9, 203.0.113.7", "203.0.113.7"],
    ["the outermost proxy where all are trusted", "127.0.0.1", "10.0.0.3, 10.0.0.2", "10.0.0.3"],
    ["the proxy without the header", "10.0.0.1", undefined, "10.0.0.1"],
    ["the proxy with an empty one", "10.0.0.1", "", "10.0.0.1"],
    ["the last proxy before what is no address", "10.0.0.1", "203.0.113.7, unknown, 10.0.0.2", "10.0.0.2"],
    ["the proxy before a line break", "10.0.0.1", "203.0.113.7\n", "203.0.113.7"],
    ["without its port", "10.0.0.1", "203.0.113.7:4711", "203.0.113.7"],
    ["IPv6 without brackets and port", "10.0.0.1", "[2001:DB8:2:0::1]:4711", "2001:db8:2::1"],
    ["IPv6 behind an IPv6 proxy", "2001:db8:1::9", "2001:db8:2::1", "2001:db8:2::1"],
    ["without a zone", "fe80::1%eth0", undefined, "fe80::1"],
  ])("%s", (_, peer, forwardedFor, client) => {
    expect(clientAddress(peer, forwardedFor, proxies)).toBe(client);
  });

  test("unknown where the connection is gone", () => {
    expect(clientAddress(undefined, "203.0.113.7", proxies)).toBe("");
  });
});

describe("limits count", () => {
  test.each([
    ["203.0.113.7", "203.0.113.7"],
    ["::ffff:203.0.113.7", "203.0.113.7"],
    ["2001:db8:2:3:4:5:6:7", "2001:db8:2:3::/64"],
    ["2001:db8:2:3::", "2001:db8:2:3::/64"],
    ["2001:db8:2:4::", "2001:db8:2:4::/64"],
    ["::1", "::/64"],
    ["", ""],
  ])("%s as %s", (address, key) => {
    expect(limitKey(address)).toBe(key);
  });
});
