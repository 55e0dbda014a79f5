import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { refuseTarget } from "#lib/data-folder/backup/target.ts";
import { readEnv } from "#lib/env.ts";
import { temporaryFolder } from "../../../support/folder.ts";

test("a backup replaces an empty file, but no device", () => {
  using folder = temporaryFolder();
  const env = readEnv({ DATA_DIR: folder.path });
  const empty = join(folder.path, "empty.db");
  writeFileSync(empty, "");
  expect(refuseTarget(env, empty)).toBe(empty);
  expect(() => refuseTarget(env, "/dev/null")).toThrow("/dev/null exists and is no backup of Tocsin");
});
