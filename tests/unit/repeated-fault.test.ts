import { expect, test } from "vitest";
import { RepeatedFault } from "#lib/repeated-fault.ts";

test("the first is logged at once, the rest once a minute with its count", () => {
  const lines: [unknown, string][] = [];
  let now = 0;
  const log = {
    error: (fields: object, msg: string) => lines.push(["times" in fields && fields.times, msg]),
  };
  const fault = new RepeatedFault(log, () => now);
  for (now = 0; now < 60_000; now += 1_000) fault.happened(new Error("full"), "not recorded");
  expect(lines).toEqual([[1, "not recorded"]]);
  fault.happened(new Error("full"), "not recorded");
  expect(lines.slice(1)).toEqual([[60, "not recorded"]]);
});
