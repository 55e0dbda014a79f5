import { expect, test } from "vitest";
import { timingBars } from "#components/deliveries/timing-bars.ts";

const none = { dns: null, connect: null, tls: null, firstByte: null, body: null };

test("each step's bar begins where the one before ends, in percent of all of them", () => {
  expect(timingBars({ dns: 10, connect: 20, tls: 30, firstByte: 35, body: 5 })).toEqual([
    { step: "dns", ms: 10, left: 0, width: 10 },
    { step: "connect", ms: 20, left: 10, width: 20 },
    { step: "tls", ms: 30, left: 30, width: 30 },
    { step: "firstByte", ms: 35, left: 60, width: 35 },
    { step: "body", ms: 5, left: 95, width: 5 },
  ]);
});

test("a step that did not take place has no bar", () => {
  expect(timingBars({ ...none, firstByte: 3, body: 1 }).map(({ step }) => step)).toEqual([
    "firstByte",
    "body",
  ]);
});

test("steps that took no measurable time have bars without a width", () => {
  expect(timingBars({ ...none, firstByte: 0, body: 0 }).map(({ left, width }) => [left, width])).toEqual([
    [0, 0],
    [0, 0],
  ]);
});
