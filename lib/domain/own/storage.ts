/** The space of the data folder's file system, in bytes; `free` is what Tocsin may use. */
export type Space = { free: number; total: number };

const GIB = 2 ** 30;
const LOW = { share: 0.05, bytes: 5 * GIB };
/** Both limits two points up: else a disk at the limit would be told again and again. */
const ENOUGH = { share: 0.07, bytes: 7 * GIB };

/**
 * Whether storage is low: both limits are undercut, and once they are, until one of the higher ones is reached.
 * Example: 3 % and 2 GiB free is low; 3 % and 50 GiB is not.
 */
export function isStorageLow({ free, total }: Space, wasLow: boolean): boolean {
  const limit = wasLow ? ENOUGH : LOW;
  return free < limit.bytes && free < total * limit.share;
}

/**
 * The free space in words.
 * @example freeInWords({ free: 1.5 * 2 ** 30, total: 100 * 2 ** 30 }) === "1.5 GiB (2 %)"
 */
export const freeInWords = ({ free, total }: Space): string =>
  `${(free / GIB).toFixed(1)} GiB (${Math.round((free / total) * 100)} %)`;
