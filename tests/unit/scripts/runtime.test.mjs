import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { linkRuntime } from "../../../scripts/prepare/runtime.mjs";
import { temporaryFolder } from "../../support/folder.ts";

const ours = `node-${process.platform}-${process.arch}`;

test("the Node.js of the dependencies is linked where npm has not done so", () => {
  using folder = temporaryFolder();
  writeProgram(folder.path, ours);
  expect(linkRuntime(folder.path)).toBe(true);
  const link = join(folder.path, ".bin", "node");
  expect(readFileSync(link, "utf8")).toBe(ours);
  expect(statSync(link).mode & 0o111).toBe(0o111);
  expect(linkRuntime(folder.path)).toBe(false);
});

test("another platform's Node.js is not linked", () => {
  using folder = temporaryFolder();
  writeProgram(folder.path, "node-plan9-vax");
  expect(linkRuntime(folder.path)).toBe(false);
});

function writeProgram(modules, name) {
  mkdirSync(join(modules, name, "bin"), { recursive: true });
  writeFileSync(join(modules, name, "bin", "node"), name, { mode: 0o644 });
}
