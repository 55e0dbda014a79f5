import { closeSync, fsyncSync, openSync } from "node:fs";

/** Puts a file's content on disk. For a folder: the names that were made, changed or removed in it. */
export function syncFile(path: string): void {
  const descriptor = openSync(path, "r");
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
