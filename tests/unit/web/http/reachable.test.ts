import { expect, test } from "vitest";
import { reachableAt } from "#lib/web/http/reachable.ts";

const INTERFACES = {
  lo: [
    { address: "127.0.0.1", family: "IPv4" as const },
    { address: "::1", family: "IPv6" as const },
  ],
  eth0: [
    { address: "192.0.2.7", family: "IPv4" as const },
    { address: "fe80::1", family: "IPv6" as const },
    { address: "2001:db8::7", family: "IPv6" as const },
  ],
  down: undefined,
};

test.each([
  ["127.0.0.1", ["http://127.0.0.1:3000"]],
  ["::1", ["http://[::1]:3000"]],
  ["2001:db8::7", ["http://[2001:db8::7]:3000"]],
  ["0.0.0.0", ["http://127.0.0.1:3000", "http://192.0.2.7:3000"]],
  [
    "::",
    ["http://127.0.0.1:3000", "http://[::1]:3000", "http://192.0.2.7:3000", "http://[2001:db8::7]:3000"],
  ],
])("a listener on %s", (address, urls) => {
  expect(reachableAt({ address, port: 3000 }, INTERFACES)).toEqual(urls);
});
