import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { reasonOf } from "#db/storage-fault.ts";

/**
 * Writes the installation's id into the file `installed`, unless it is there already. The file shows that the
 * folder has held a database. Returns a warning if writing fails.
 */
export function keepInstalled(file: string, id: string): string[] {
  const text = `${id}\n`;
  try {
    if (readIfThere(file) !== text) writeDurably(file, text);
    return [];
  } catch (error) {
    return [
      `The file ${file}, which shows that this folder is in use, can't be written: ${reasonOf(error)}.`,
    ];
  }
}

function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null;
  }
}

function writeDurably(file: string, text: string): void {
  withDescriptor(openSync(file, "w", 0o600), (descriptor) => writeSync(descriptor, text));
  // A new file name is on disk only once its folder is.
  withDescriptor(openSync(dirname(file), "r"), () => {});
}

function withDescriptor(descriptor: number, use: (descriptor: number) => void): void {
  try {
    use(descriptor);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
