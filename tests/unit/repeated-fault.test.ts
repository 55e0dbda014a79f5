import { expect, test } from "vitest";
import { OnceAMinute, RepeatedFault } from "#lib/repeated-fault.ts";

test("the first is told at once, the rest once a minute with their count", () => {
  const told: number[] = [];
  let now = 0;
  const once = new OnceAMinute(() => now);
  for (now = 0; now < 60_000; now += 1_000) once.happened("a", (times) => told.push(times));
  expect(told).toEqual([1]);
  once.happened("a", (times) => told.push(times));
  expect(told).toEqual([1, 60]);
});

test("each kind for itself", () => {
  const told: string[] = [];
  const once = new OnceAMinute(() => 0);
  for (const kind of ["a", "b", "a"]) once.happened(kind, () => told.push(kind));
  expect(told).toEqual(["a", "b"]);
});

test("however many kinds come, the memory has an end", () => {
  let told = 0;
  const once = new OnceAMinute(() => 0);
  for (let kind = 0; kind <= 1_000; kind++) once.happened(String(kind), () => {});
  once.happened("0", () => told++);
  once.happened("1000", () => told++);
  expect(told).toBe(1);
});

test("a fault is logged with its error, its count and what else is known of it", () => {
  const lines: unknown[] = [];
  const fault = new RepeatedFault({ error: (fields, msg) => lines.push([fields, msg]) }, () => 0);
  const error = new Error("full");
  fault.happened(error, "not recorded", { kind: "one", delivery: "dlv_1" });
  fault.happened(error, "not recorded", { kind: "other" });
  fault.happened(error, "not recorded", { kind: "one", delivery: "dlv_2" });
  expect(lines).toEqual([
    [{ err: error, times: 1, delivery: "dlv_1" }, "not recorded"],
    [{ err: error, times: 1 }, "not recorded"],
  ]);
});
