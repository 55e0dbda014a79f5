import { statfsSync } from "node:fs";
import type { Space } from "#lib/domain/own/storage.ts";

/** The space of the file system on which `path` lies, as its user may use it. */
export function freeSpaceAt(path: string): Space {
  const { bavail, blocks, bsize } = statfsSync(path);
  return { free: bavail * bsize, total: blocks * bsize };
}
