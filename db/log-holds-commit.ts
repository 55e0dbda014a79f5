import { closeSync, fstatSync, openSync, readSync } from "node:fs";

/** https://sqlite.org/fileformat2.html, 4.1: the log's header, then frames of a header and one page each. */
const LOG_HEADER = 32;
const FRAME_HEADER = 24;
const MAGIC: readonly number[] = [0x377f0682, 0x377f0683];

/**
 * Whether SQLite's log (WAL) may hold a transaction that was committed: one of its frames ends one, or it can't be
 * read as a log. A start that ends before its first commit leaves a log without any. Throws where there is no file.
 */
export function logHoldsCommit(file: string): boolean {
  const descriptor = openSync(file, "r");
  try {
    const { size } = fstatSync(descriptor);
    return size > 0 && (!isLog(descriptor) || hasCommit(descriptor, size));
  } finally {
    closeSync(descriptor);
  }
}

const isLog = (descriptor: number): boolean => MAGIC.includes(numberAt(descriptor, 0));

/** The frame that ends a transaction says how many pages the database has after it; in any other that is 0. */
function hasCommit(descriptor: number, size: number): boolean {
  const frameSize = FRAME_HEADER + numberAt(descriptor, 8);
  for (let at = LOG_HEADER; at + frameSize <= size; at += frameSize)
    if (numberAt(descriptor, at + 4) !== 0) return true;
  return false;
}

/** The 32 bits that stand there; 0 beyond the file's end. */
function numberAt(descriptor: number, position: number): number {
  const bytes = Buffer.alloc(4);
  readSync(descriptor, bytes, 0, bytes.length, position);
  return bytes.readUInt32BE();
}
