import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { withLock } from "../../../scripts/prepare/lock.mjs";
import { temporaryFolder } from "../../support/folder.ts";

test("work of the same name is done one after the other", async () => {
  using folder = temporaryFolder();
  const order = [];
  const work = (name) =>
    withLock(
      "install",
      async () => {
        order.push(`${name} begins`);
        await new Promise(setImmediate);
        order.push(`${name} ends`);
      },
      folder.path,
    );
  await Promise.all([work("first"), work("second")]);
  expect(order).toEqual(["first begins", "first ends", "second begins", "second ends"]);
});

test("the lock holds our process id, and goes even when the work fails", async () => {
  using folder = temporaryFolder();
  const file = join(folder.path, "install");
  const failing = withLock(
    "install",
    () => {
      expect(readFileSync(file, "utf8")).toBe(String(process.pid));
      throw new Error("no network");
    },
    folder.path,
  );
  await expect(failing).rejects.toThrow("no network");
  expect(existsSync(file)).toBe(false);
});

test.each([
  [
    "whose process is gone",
    () => execFileSync(process.execPath, ["-p", "process.pid"]).toString().trim(),
    Date.now(),
  ],
  ["which nobody has touched for a minute", () => String(process.pid), Date.now() - 61_000],
])("a lock %s is taken over", async (_, holder, touchedAt) => {
  using folder = temporaryFolder();
  const file = join(folder.path, "install");
  writeFileSync(file, holder());
  utimesSync(file, touchedAt / 1000, touchedAt / 1000);
  expect(await withLock("install", () => "done", folder.path)).toBe("done");
  expect(readdirSync(folder.path)).toEqual([]);
});
