import { execFile } from "node:child_process";
import { existsSync, mkdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { temporaryFolder } from "./folder.ts";

const run = promisify(execFile);
const CACHE = "node_modules/.cache/tocsin-tests";
const PROMTOOL = join(CACHE, "promtool");
const INSTALL_MS = 120_000;

/**
 * A promtool that starts: the one on PATH, else one unpacked from Debian's package `prometheus`, which is kept.
 * Null where neither can be had.
 */
export async function findPromtool(): Promise<string | null> {
  if (await starts("promtool")) return "promtool";
  if (!existsSync(PROMTOOL)) await unpack().catch(() => {});
  return (await starts(PROMTOOL)) ? PROMTOOL : null;
}

const starts = (program: string): Promise<boolean> =>
  run(program, ["--version"]).then(
    () => true,
    () => false,
  );

/** Unpacks the package without installing it: an installed one would start a server. */
async function unpack(): Promise<void> {
  using folder = temporaryFolder();
  const options = { cwd: folder.path, timeout: INSTALL_MS };
  await run("apt-get", ["download", "prometheus"], options);
  await run("sh", ["-c", "dpkg-deb -x prometheus_*.deb ."], options);
  mkdirSync(CACHE, { recursive: true });
  renameSync(join(folder.path, "usr/bin/promtool"), PROMTOOL);
}
