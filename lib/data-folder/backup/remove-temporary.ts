import { rmSync } from "node:fs";

/** Removes an unfinished backup, with the journal that SQLite writes beside it. */
export function removeTemporary(file: string): void {
  for (const one of [file, `${file}-journal`]) rmSync(one, { force: true });
}
