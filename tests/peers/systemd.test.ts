import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { beforeAll, expect, test } from "vitest";
import { temporaryFolder } from "../support/folder.ts";
import { program } from "./programs.ts";

const run = promisify(execFile);

/** The most exposure that is allowed, in tenths: systemd's scale goes from 0 to 10. */
const MOST_EXPOSURE = 20;

let analyze: string;

beforeAll(async () => {
  analyze = await program("systemd-analyze");
});

/** Runs systemd-analyze on the unit. Its program is one that this machine has. */
async function analyzed(...args: string[]) {
  using folder = temporaryFolder();
  const unit = readFileSync(fileURLToPath(new URL("../../deploy/tocsin.service", import.meta.url)), "utf8");
  expect(unit).toContain("\nExecStart=/usr/local/bin/tocsin\n");
  const file = join(folder.path, "tocsin.service");
  writeFileSync(file, unit.replace("\nExecStart=/usr/local/bin/tocsin\n", "\nExecStart=/bin/sh\n"));
  return await run(analyze, [...args, file]);
}

test("systemd finds no fault in the unit", async () => {
  expect(await analyzed("verify")).toEqual({ stdout: "", stderr: "" });
});

test(`systemd calls its exposure ${MOST_EXPOSURE / 10} or less`, async () => {
  const { stdout } = await analyzed(
    "security",
    "--no-pager",
    "--offline=true",
    `--threshold=${MOST_EXPOSURE}`,
  );
  expect(stdout).toMatch(/Overall exposure level for tocsin\.service: [01]\.\d|: 2\.0/);
});
