import { statSync } from "node:fs";
import type { DatabaseSizes } from "#lib/domain/system/facts.ts";

/** The sizes of a database's two files, in bytes. */
export const databaseSizes = (file: string): DatabaseSizes => ({
  database: sizeOf(file),
  log: sizeOf(`${file}-wal`),
});

const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;
