import { expect, test } from "vitest";
import { later } from "#components/ui/later.ts";

test("a part is loaded once for all callers, and tells its listeners", async () => {
  let loads = 0;
  const part = later(async () => `part ${++loads}`);
  let told = 0;
  part.subscribe(() => told++);
  expect(part.now()).toBeUndefined();
  expect(await Promise.all([part.load(), part.load()])).toEqual(["part 1", "part 1"]);
  expect(part.now()).toBe("part 1");
  expect(await part.load()).toBe("part 1");
  expect(told).toBe(1);
});

test("the next call after a failure tries again", async () => {
  let server: "down" | "up" = "down";
  const part = later(async () => {
    if (server === "down") throw new Error("no answer");
    return "part";
  });
  await expect(part.load()).rejects.toThrow("no answer");
  expect(part.now()).toBeUndefined();
  server = "up";
  expect(await part.load()).toBe("part");
});

test("an unsubscribed listener is not told", async () => {
  const part = later(async () => "part");
  let told = 0;
  part.subscribe(() => told++)();
  await part.load();
  expect(told).toBe(0);
});
