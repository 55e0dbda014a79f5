import { chmod, readdir, rm } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";

/** Where the one file unpacks (scripts/package/launcher/unpack.cjs): the runtime `tocsin` beside the folder `app`. */
const UNPACKED = resolve(import.meta.dirname, "../..");

/** Whether this process runs from the one file, and not from a checkout. */
export const isOneFile: boolean = process.execPath === join(UNPACKED, "tocsin");

/** How a person calls the command line of this installation. */
export const commandLine: string = isOneFile ? "tocsin" : "npm run --silent tocsin --";

/** Folders are named after what they hold; a start under way adds its process id. */
const UNPACKED_NAME = /^[0-9a-f]{64}$/;

/**
 * Removes what other versions of the one file unpacked beside this one. Call it once the app serves: until
 * then the older version may have to be started again.
 */
export async function removeOlderUnpacked(): Promise<void> {
  const parent = dirname(UNPACKED);
  for (const name of await readdir(parent))
    if (UNPACKED_NAME.test(name) && name !== basename(UNPACKED)) await remove(join(parent, name));
}

/** Unpacked folders can't be written, not even by their owner. */
async function remove(folder: string): Promise<void> {
  await chmod(folder, 0o700);
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true }))
    if (entry.isDirectory()) await chmod(join(entry.parentPath, entry.name), 0o700);
  await rm(folder, { recursive: true, force: true });
}
