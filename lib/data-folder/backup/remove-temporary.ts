import { rmSync } from "node:fs";
import { rm } from "node:fs/promises";

/** An unfinished backup, and the journal that SQLite writes beside it. */
const filesOf = (file: string): string[] => [file, `${file}-journal`];

/** Removes an unfinished backup. */
export function removeTemporarySync(file: string): void {
  for (const one of filesOf(file)) rmSync(one, { force: true });
}

/** The same, where a folder that does not answer must not hold up the thread. */
export async function removeTemporary(file: string): Promise<void> {
  for (const one of filesOf(file)) await rm(one, { force: true });
}
