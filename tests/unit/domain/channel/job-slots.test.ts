import { expect, test } from "vitest";
import { slotsForJobs } from "#lib/domain/channel/job-slots.ts";

test("jobs may use half of a channel's slots, and the only one of one", () => {
  expect([1, 2, 3, 16, 256].map(slotsForJobs)).toEqual([1, 1, 1, 8, 128]);
});
