import { countAuditRows, removeAuditBefore, removeOldestAudit } from "#db/queries/audit-retention.ts";
import type { ChoreContext, ChoreParts } from "./chore.ts";

const DAY_MS = 24 * 3_600_000;
/** The most rows that the audit log keeps. */
const MOST_ROWS = 1_000_000;
/** Rows removed per transaction: a few milliseconds of the one writer's time. */
const STEP = 500;
/** Rows counted at a time: the same. */
const COUNTED_AT_ONCE = 10_000;
/** Left to deliveries and posts between two steps, ms. */
const REST_MS = 20;

type Context = Pick<ChoreContext, "db" | "transact" | "auditRetentionDays" | "log">;

/**
 * Removes rows of the audit log that are older than `auditRetentionDays`, and the oldest above `most`, failed
 * sign-ins first. Nothing else removes any, so new rows are counted once, and those removed are subtracted.
 */
export function removingOldAudit(
  { db, transact, auditRetentionDays, log }: Context,
  most = MOST_ROWS,
): ChoreParts {
  let rows = 0;
  let countedUpTo = 0;
  let gone = 0;
  const countSome = (): boolean => {
    const more = countAuditRows(db, countedUpTo, COUNTED_AT_ONCE);
    rows += more.rows;
    countedUpTo = more.last ?? countedUpTo;
    return more.rows === COUNTED_AT_ONCE;
  };
  const removeSome = () =>
    transact((tx) => {
      const old = removeAuditBefore(tx.db, tx.now - auditRetentionDays * DAY_MS, STEP);
      const surplus = Math.min(STEP, rows - most) - old;
      return surplus > 0 ? old + removeOldestAudit(tx.db, surplus) : old;
    });
  const step = async (): Promise<boolean> => {
    if (countSome()) return true;
    const removed = await removeSome();
    rows -= removed;
    gone += removed;
    const more = removed >= STEP;
    if (!more && gone > 0) {
      log.info({ rows: gone, days: auditRetentionDays }, "old rows of the audit log were removed");
      gone = 0;
    }
    return more;
  };
  return { name: "removing old rows of the audit log", everyMs: 60_000, step, restMs: () => REST_MS };
}
