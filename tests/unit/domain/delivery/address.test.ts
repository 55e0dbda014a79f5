import { describe, expect, test } from "vitest";
import { type OutboundSettings, parseOutboundPolicy, refuseAddress } from "#lib/domain/delivery/address.ts";

function refuse(ip: string, settings: Partial<OutboundSettings> = {}, port = 443): string | null {
  return refuseAddress(ip, port, parseOutboundPolicy({ outbound: "private", ...settings }));
}

/** Every spelling that carries an IPv4 address inside an IPv6 one. */
function spellings(ipv4: string): string[] {
  const [a, b, c, d] = ipv4.split(".").map(Number) as [number, number, number, number];
  const hex = (...bytes: number[]) => bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const high = hex(a, b);
  const low = hex(c, d);
  const flipped = [a, b, c, d].map((byte) => byte ^ 0xff) as [number, number, number, number];
  return [
    `::ffff:${ipv4}`,
    `::FFFF:${high}:${low}`,
    `0:0:0:0:0:ffff:${high}:${low}`,
    `::${ipv4}`,
    `::${high}:${low}`,
    `::ffff:0:${high}:${low}`,
    `64:ff9b::${ipv4}`,
    `64:ff9b::${high}:${low}`,
    `64:ff9b:1::${high}:${low}`,
    `64:ff9b:1:${high}:${hex(0, c)}:${hex(d, 0)}::`,
    `64:ff9b:1:${hex(0, a)}:${hex(0, b)}:${low}::`,
    `64:ff9b:1:0:${hex(0, a)}:${hex(b, c)}:${hex(d, 0)}:0`,
    `2002:${high}:${low}::1`,
    `2001:0:${high}:${low}::f7f7:f7f7`,
    `2001:0:808:808::${hex(flipped[0], flipped[1])}:${hex(flipped[2], flipped[3])}`,
  ];
}

describe("a range whose address has bits beyond its length is refused with what it may mean", () => {
  test.each([
    ["10.0.0.1/8", "10.0.0.0/8", "10.0.0.1"],
    ["192.168.1.77/24", "192.168.1.0/24", "192.168.1.77"],
    ["10.129.0.0/9", "10.128.0.0/9", "10.129.0.0"],
    ["1.2.3.4/0", "0.0.0.0/0", "1.2.3.4"],
    ["2001:db8::1/32", "2001:db8::/32", "2001:db8::1"],
    ["::ffff:10.0.0.1/104", "::ffff:a00:0/104", "::ffff:10.0.0.1"],
  ])("%s", (entry, range, alone) => {
    for (const variable of ["OUTBOUND_DENY", "OUTBOUND_ALLOW"] as const)
      expect(() =>
        parseOutboundPolicy({
          outbound: "private",
          [variable.slice(9).toLowerCase()]: `192.0.2.0/24 ${entry}`,
        }),
      ).toThrow(
        `${variable}: "${entry}" is an address inside a range: write ${range} for the range, or ${alone} for the address alone.`,
      );
  });

  test.each(["10.0.0.0/8", "10.0.0.1/32", "10.0.0.1", "0.0.0.0/0", "::/0", "::1/128", "::ffff:10.0.0.0/104"])(
    "%s is taken",
    (entry) => {
      expect(() => parseOutboundPolicy({ outbound: "private", deny: entry })).not.toThrow();
    },
  );
});

describe("always refused, whatever the settings", () => {
  const classes: [string, string[]][] = [
    ["link-local", ["169.254.0.1", "169.254.255.255"]],
    ["cloud metadata", ["169.254.169.254", "168.63.129.16", "100.100.100.200", "192.0.0.1", "192.0.0.192"]],
    ["multicast", ["224.0.0.1", "239.255.255.255"]],
    ["broadcast", ["255.255.255.255"]],
    ["reserved", ["240.0.0.1", "254.1.2.3"]],
    ["unspecified", ["0.0.0.0", "0.1.2.3"]],
  ];
  const cases = classes.flatMap(([name, list]) => list.map((ip): [string, string] => [name, ip]));

  test.each(cases)("%s %s", (name, ip) => {
    expect(refuse(ip, { outbound: "private", allow: "0.0.0.0/0, ::/0" })).toContain(name);
  });

  test.each(cases.filter(([name]) => name !== "unspecified").flatMap(([, ip]) => spellings(ip)))(
    "spelled %s",
    (ip) => {
      expect(refuse(ip, { allow: "0.0.0.0/0, ::/0" })).toMatch(/addresses are never sent to$/);
    },
  );

  test.each([
    ["unspecified", "::"],
    ["unspecified", "0:0:0:0:0:0:0:0"],
    ["unspecified", "::ffff:0.0.0.0"],
    ["unspecified", "64:ff9b::"],
    ["unspecified", "64:ff9b:1::"],
    ["unspecified", "2002::"],
    ["link-local", "fe80::1"],
    ["link-local", "fe80::1%eth0"],
    ["link-local", "febf:ffff::1"],
    ["cloud metadata", "fd00:ec2::254"],
    ["cloud metadata", "fd20:ce::254"],
    ["cloud metadata", "fd00:42::42"],
    ["multicast", "ff02::1"],
    ["reserved", "fec0::1"],
    ["reserved", "100::1"],
    ["reserved", "4000::1"],
    ["reserved", "5f00::1"],
  ])("%s %s", (name, ip) => {
    expect(refuse(ip, { allow: "::/0" })).toContain(name);
  });

  test.each(["", "localhost", "1", "0x7f000001", "127.1", "0177.0.0.1", "1.2.3.4.5", "::g"])(
    "%j is not an address in its normal form",
    (text) => expect(refuse(text)).toBe("it is not an IP address"),
  );
});

describe("spellings of a URL's host", () => {
  test.each([
    "http://2852039166/",
    "http://0xa9fea9fe/",
    "http://0xA9.0xFE.0xA9.0xFE/",
    "http://0251.0376.0251.0376/",
    "http://169.254.43518/",
    "http://169.254.169.254./",
    "http://[::ffff:a9fe:a9fe]/",
    "http://①⑥⑨.254.169.254/",
  ])("%s is normalised before it is judged", (text) => {
    const host = new URL(text).hostname.replace(/^\[|\]$/g, "");
    expect(refuse(host)).toContain("cloud metadata");
  });

  test("a zone in a bracketed host is no URL", () => {
    expect(URL.canParse("http://[fe80::1%25eth0]/")).toBe(false);
  });
});

const inside = [
  "127.0.0.1",
  "127.255.0.1",
  "10.1.2.3",
  "172.16.0.1",
  "172.31.9.9",
  "192.168.1.1",
  "100.64.0.1",
];
const inside6 = ["::1", "fc00::1", "fd12:3456::1"];
const outside = ["8.8.8.8", "172.32.0.1", "100.128.0.1", "192.0.1.1", "2606:4700::1111", "64:ff9b::8.8.8.8"];

describe("OUTBOUND", () => {
  test.each([...inside, ...inside6, ...outside])("private admits %s", (ip) => expect(refuse(ip)).toBeNull());

  test.each([...inside, ...inside6, ...inside.flatMap(spellings)])("public refuses %s", (ip) => {
    expect(refuse(ip, { outbound: "public" })).toMatch(/^OUTBOUND=public excludes/);
  });

  test.each([...outside, ...spellings("8.8.8.8")])("public admits %s", (ip) => {
    expect(refuse(ip, { outbound: "public" })).toBeNull();
  });
});

describe("OUTBOUND_DENY and OUTBOUND_ALLOW", () => {
  test("deny comes before allow", () => {
    const lists = { deny: "10.0.0.0/8", allow: "10.0.0.1" };
    expect(refuse("10.0.0.1", lists)).toBe("OUTBOUND_DENY lists it");
  });

  test("allow comes before OUTBOUND, for exactly what it lists", () => {
    const lists = { outbound: "public" as const, allow: "10.1.0.0/16 ,192.168.1.7\nfd00::/8" };
    expect(refuse("10.1.2.3", lists)).toBeNull();
    expect(refuse("192.168.1.7", lists)).toBeNull();
    expect(refuse("fd00::7", lists)).toBeNull();
    expect(refuse("10.2.0.1", lists)).not.toBeNull();
    expect(refuse("192.168.1.8", lists)).not.toBeNull();
  });

  test.each(spellings("8.8.8.8"))("a denied IPv4 range covers %s", (ip) => {
    expect(refuse(ip, { deny: "8.8.0.0/16" })).toBe("OUTBOUND_DENY lists it");
  });

  test("a range of mapped addresses is the IPv4 range", () => {
    expect(refuse("10.0.0.1", { deny: "::ffff:10.0.0.0/104" })).not.toBeNull();
  });

  test.each([
    "10.0.0.0/33",
    "fd00::/129",
    "10.0.0/8",
    "example.com",
    "10.0.0.0/",
    "10.0.0.0/8/8",
    "0x0a.0.0.1",
  ])("%s is refused by name", (entry) => {
    const settings = { outbound: "public" as const, deny: `192.168.0.0/16, ${entry}` };
    expect(() => parseOutboundPolicy(settings)).toThrow(`OUTBOUND_DENY: "${entry}"`);
  });

  test("empty lists mean none", () => {
    expect(parseOutboundPolicy({ outbound: "private", allow: " ,", deny: "" })).toMatchObject({
      allow: [],
      deny: [],
    });
  });
});

describe("the app's own listener", () => {
  const ownListeners = [
    { address: "127.0.0.0/8", port: 3000 },
    { address: "fd00::5", port: 3000 },
  ];

  test.each(["127.0.0.1", "127.9.9.9", "::ffff:127.0.0.1", "fd00::5"])("%s is refused at its port", (ip) => {
    expect(refuse(ip, { ownListeners, allow: "0.0.0.0/0,::/0" }, 3000)).toBe("this is Tocsin's own address");
    expect(refuse(ip, { ownListeners }, 3001)).toBeNull();
  });
});
