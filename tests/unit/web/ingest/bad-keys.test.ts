import { expect, test } from "vitest";
import { BadKeys } from "#lib/web/ingest/bad-keys.ts";

test("an address may send 60 bad keys a minute; others go on, and so does it in the next minute", () => {
  let now = 600_000;
  const keys = new BadKeys(() => now);
  for (let bad = 0; bad < 60; bad++) {
    keys.refuse("192.0.2.1");
    keys.add("192.0.2.1");
  }
  now += 20_000;
  expect(() => keys.refuse("192.0.2.1")).toThrow(
    expect.objectContaining({ code: "rate_limited", retryAfterS: 40 }),
  );
  expect(() => keys.refuse("192.0.2.2")).not.toThrow();
  now += 40_000;
  expect(() => keys.refuse("192.0.2.1")).not.toThrow();
});

test("an IPv6 network of 64 bits counts as one", () => {
  const keys = new BadKeys(() => 0);
  for (let bad = 0; bad < 60; bad++) keys.add(`2001:db8::${bad.toString(16)}`);
  expect(() => keys.refuse("2001:db8::ffff")).toThrow(/60 posts of a minute/);
  expect(() => keys.refuse("2001:db8:0:1::1")).not.toThrow();
});
