import { expect, test } from "vitest";
import { parseOutboundPolicy } from "#lib/domain/delivery/address.ts";
import { lookWithoutConnecting } from "#lib/webhook/look.ts";

const policy = parseOutboundPolicy({
  outbound: "public",
  allow: "10.1.0.0/16",
  ownListeners: [{ address: "0.0.0.0", port: 3000 }],
});

test.each([
  ["a name", "https://receiver.example/", null],
  ["a name that would lead inside", "http://localhost/", null],
  ["a public address", "https://192.0.2.1/", null],
  ["an allowed address", "http://10.1.2.3/", null],
  [
    "a private address",
    "http://10.2.2.3/",
    "10.2.2.3 is refused (OUTBOUND=public excludes private addresses)",
  ],
  ["another spelling of it", "http://0x0a020203/", "10.2.2.3 is refused"],
  [
    "metadata, carried by IPv6",
    "http://[::ffff:169.254.169.254]/",
    "cloud metadata addresses are never sent to",
  ],
  ["the app itself", "http://127.0.0.1:3000/", "this is Tocsin's own address"],
  ["what is no URL", "http://", "its URL is not valid"],
])("%s", async (_, url, expected) => {
  const { fault, certificate } = await lookWithoutConnecting(url, policy);
  expect(certificate).toBeNull();
  if (expected === null) expect(fault).toBeNull();
  else
    expect(fault).toMatchObject({ outcome: "address_refused", message: expect.stringContaining(expected) });
});
