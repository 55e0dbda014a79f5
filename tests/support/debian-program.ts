import { execFile } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { temporaryFolder } from "./folder.ts";

const run = promisify(execFile);
const CACHE = "node_modules/.cache/tocsin-tests";
const DOWNLOAD_MS = 120_000;

/** How an unusual program is found: its folder in the package, and the arguments that make it tell its version. */
type Unusual = { folder?: string; version?: readonly string[] };

/**
 * A program that starts: the one on PATH, else one unpacked from its Debian package, which is kept. Null where
 * neither can be had.
 */
export async function findProgram(
  name: string,
  debianPackage: string,
  { folder = "usr/bin", version = ["--version"] }: Unusual = {},
): Promise<string | null> {
  if (await starts(name, version)) return name;
  const unpacked = join(process.cwd(), CACHE, name);
  if (!existsSync(unpacked)) await unpack(name, debianPackage, folder).catch(() => {});
  return (await starts(unpacked, version)) ? unpacked : null;
}

const starts = (program: string, version: readonly string[]): Promise<boolean> =>
  run(program, version).then(
    () => true,
    () => false,
  );

/** Unpacks the package without installing it: an installed one would start a server. */
async function unpack(name: string, debianPackage: string, inPackage: string): Promise<void> {
  using folder = temporaryFolder();
  const options = { cwd: folder.path, timeout: DOWNLOAD_MS };
  const download = () => run("apt-get", ["download", debianPackage], options);
  // A fresh machine has no lists of packages yet; only root may fetch them.
  await download().catch(() => run("apt-get", ["update"], options).then(download));
  await run("sh", ["-c", `dpkg-deb -x ${debianPackage}_*.deb .`], options);
  mkdirSync(CACHE, { recursive: true });
  // The temporary folder may be on another disk, from which nothing can be renamed.
  const partial = join(CACHE, `${name}.partial`);
  copyFileSync(join(folder.path, inPackage, name), partial);
  renameSync(partial, join(CACHE, name));
}
