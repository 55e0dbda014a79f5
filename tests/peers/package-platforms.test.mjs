import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readCheckout } from "../../scripts/package/checkout.mjs";
import { makeExecutable } from "../../scripts/package/make-executable.mjs";
import { platforms } from "../../scripts/package/platforms.mjs";
import { temporaryFolder } from "../support/folder.ts";
import { buildFolder } from "../support/process.ts";

/** How an ELF file names a processor. */
const MACHINES = { x64: 0x3e, arm64: 0xb7 };

test.each(platforms)(
  "the file for $name is made of that platform's parts, on any machine",
  async (platform) => {
    using folder = temporaryFolder();
    const file = join(folder.path, "tocsin");
    await makeExecutable(file, platform, readCheckout(buildFolder));
    const bytes = readFileSync(file);
    expect(bytes.readUInt16LE(18)).toBe(MACHINES[platform.cpu]);
    const natives = pathsIn(bytes).filter((path) => path.endsWith(".node"));
    expect(natives.sort()).toEqual([
      expect.stringMatching(`argon2.linux-${platform.cpu}-gnu.node$`),
      expect.stringMatching(`better-sqlite3/prebuilds/linux-${platform.cpu}.node$`),
    ]);
  },
);

/** The paths in the list at the end of the one file. */
function pathsIn(bytes) {
  const length = Number(bytes.readBigUInt64LE(bytes.length - 16));
  const { files } = JSON.parse(bytes.subarray(bytes.length - 16 - length, -16).toString());
  return files.map(({ path }) => path);
}
