import { expect, test } from "vitest";
import { onReusedConnection, readTiming, type Timing, timingText } from "#lib/domain/delivery/timing.ts";

const none: Timing = { dns: null, connect: null, tls: null, firstByte: null, body: null };

test.each<[what: string, timing: Timing, text: string, reused: boolean]>([
  ["every step", { dns: 1.2, connect: 3, tls: 5.2, firstByte: 20, body: 0.1 }, "12,30,52,200,1", false],
  ["an address over http", { ...none, connect: 0, firstByte: 7.5, body: 0 }, ",0,,75,0", false],
  ["a reused connection", { ...none, firstByte: 3.2, body: 0.1 }, ",,,32,1", true],
  ["a look-up that failed", { ...none, dns: 5_000 }, "50000,,,,", false],
])("%s is stored in tenths of a ms", (_what, timing, text, reused) => {
  expect(timingText(timing)).toBe(text);
  expect(readTiming(text)).toEqual(timing);
  expect(onReusedConnection(timing)).toBe(reused);
});
