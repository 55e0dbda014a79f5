import { describe, expect, test } from "vitest";
import { isInAny, parseAddress, parseList, parseRange } from "#lib/domain/ip-range.ts";

const holds = (range: string, ip: string): boolean | null => {
  const address = parseAddress(ip);
  return address && isInAny(address, parseList("LIST", range));
};

test.each([
  ["10.0.0.0/8", "10.9.9.9", true],
  ["10.0.0.0/8", "11.0.0.0", false],
  ["10.0.0.1", "10.0.0.1", true],
  ["10.0.0.1", "10.0.0.2", false],
  ["2001:db8::/32, 10.0.0.0/8", "2001:db8::1", true],
  ["::/0", "10.0.0.1", false],
  ["0.0.0.0/0", "::1", false],
  ["::ffff:10.0.0.0/104", "10.0.0.1", true],
])("%s holds %s: %s", (range, ip, held) => {
  expect(holds(range, ip)).toBe(held);
});

describe("what is no range", () => {
  test.each(["", "10.0.0", "10.0.0.0/33", "::/129", "10.0.0.0/8/8", "10.0.0.0/", "10.0.0.0/x", "localhost"])(
    "%j",
    (entry) => {
      expect(parseRange(entry)).toBeNull();
    },
  );

  test("the error names the list and the entry", () => {
    expect(() => parseList("LIST", "10.0.0.0/8 home")).toThrow(
      'LIST: "home" is neither an IP address nor a CIDR range such as 10.0.0.0/8.',
    );
  });
});
