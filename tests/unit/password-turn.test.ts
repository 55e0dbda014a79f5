import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { inTurn } from "#lib/password-turn.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Checks that last until they are told to end. */
function slowChecks(count: number) {
  const started: number[] = [];
  const ends = Array.from({ length: count }, () => Promise.withResolvers<void>());
  const results = ends.map(({ promise }, index) =>
    inTurn(async () => {
      started.push(index);
      await promise;
      return index;
    }),
  );
  return { started, results, end: (index: number) => ends[index]?.resolve() };
}

test("4 run at once, the others in the order in which they came", async () => {
  const { started, results, end } = slowChecks(6);
  await vi.advanceTimersByTimeAsync(0);
  expect(started).toEqual([0, 1, 2, 3]);
  end(2);
  await expect(results[2]).resolves.toBe(2);
  await vi.advanceTimersByTimeAsync(0);
  expect(started).toEqual([0, 1, 2, 3, 4]);
  for (const index of [0, 1, 3, 4, 5]) end(index);
  await expect(Promise.all(results)).resolves.toEqual([0, 1, 2, 3, 4, 5]);
});

test("one that waits 5 s is refused, and takes nobody's place", async () => {
  const { started, results, end } = slowChecks(5);
  const refused = expect(results[4]).rejects.toMatchObject({ code: "unavailable" });
  await vi.advanceTimersByTimeAsync(4_999);
  await vi.advanceTimersByTimeAsync(1);
  await refused;
  for (const index of [0, 1, 2, 3]) end(index);
  await Promise.all(results.slice(0, 4));
  expect(started).toEqual([0, 1, 2, 3]);
  const next = slowChecks(4);
  await vi.advanceTimersByTimeAsync(0);
  expect(next.started).toEqual([0, 1, 2, 3]);
  for (const index of [0, 1, 2, 3]) next.end(index);
  await Promise.all(next.results);
});

test("one that fails gives its place back", async () => {
  const fail = () => inTurn(() => Promise.reject(new Error("broken")));
  for (let times = 0; times < 5; times++) await expect(fail()).rejects.toThrow("broken");
  await expect(inTurn(async () => "done")).resolves.toBe("done");
});
