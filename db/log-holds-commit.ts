import { closeSync, fstatSync, openSync, readSync } from "node:fs";

/**
 * The layout of the log: a header, then frames of a header and one page each
 * (https://sqlite.org/fileformat2.html, 4.1).
 */
const LOG_HEADER = 32;
const FRAME_HEADER = 24;
const MAGIC: readonly number[] = [0x377f0682, 0x377f0683];

/**
 * Whether SQLite's log (WAL) may hold a committed transaction: one of its frames ends one, or it can't be
 * read as a log. A start that ends before its first commit leaves a log without any. Throws if there is no
 * file.
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

/**
 * Whether a frame ends a transaction. Such a frame holds the number of pages of the database after it; in all
 * others that number is 0.
 */
function hasCommit(descriptor: number, size: number): boolean {
  const frameSize = FRAME_HEADER + numberAt(descriptor, 8);
  for (let at = LOG_HEADER; at + frameSize <= size; at += frameSize)
    if (numberAt(descriptor, at + 4) !== 0) return true;
  return false;
}

/** The 32-bit number at the position; 0 beyond the file's end. */
function numberAt(descriptor: number, position: number): number {
  const bytes = Buffer.alloc(4);
  readSync(descriptor, bytes, 0, bytes.length, position);
  return bytes.readUInt32BE();
}
