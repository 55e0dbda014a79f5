import { bytesInWords } from "#lib/domain/bytes.ts";
import type { Space } from "#lib/domain/own/storage.ts";
import type { BackupJob } from "./job.ts";
import { NotWritten } from "./not-written.ts";

/** There is no room for a copy. */
export class NoRoom extends NotWritten {}

/** What a backup must leave free: both of these. */
const SPARE = { share: 0.1, bytes: 2 * 2 ** 30 };

/**
 * Why a copy of `bytes` must not be made on a disk, as a sentence with both numbers; null if it may.
 * Example: 1 GiB on a disk of 30 GiB with 3 GiB free would leave 2 GiB of the 3 GiB that it must.
 */
export function refusalForRoom(
  { free, total }: Space,
  bytes: number,
  purpose: BackupJob["purpose"],
): string | null {
  const spare = purpose === "migration" ? 0 : Math.max(SPARE.bytes, total * SPARE.share);
  if (free - bytes >= spare) return null;
  const needs =
    spare === 0
      ? bytesInWords(bytes)
      : `${bytesInWords(bytes + spare)} (${bytesInWords(bytes)} for itself, and 10 % of the disk or 2 GiB must stay free)`;
  return `It needs ${needs}, and ${bytesInWords(free)} is free.`;
}
