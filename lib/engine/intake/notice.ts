import { rememberRuleError } from "#db/queries/rules.ts";
import { rememberSeenEvent } from "#db/queries/seen-events.ts";
import type { Rule } from "#lib/domain/rule/rule.ts";
import type { Tx } from "#lib/engine/write/context.ts";

const known = new Set<string>();
let full = false;

/*
 * Both caches change only after the commit: a turn that is rolled back undoes its rows, so they must be
 * written again.
 */

/** Remembers each `di_event` for the rules' catalogue. One that is already known costs no query. */
export function noticeEvent(tx: Tx, diEvent: string | null): void {
  if (full || diEvent === null || diEvent === "" || known.has(diEvent)) return;
  const remembered = rememberSeenEvent(tx.db, diEvent, tx.now);
  tx.afterCommit(() => {
    if (remembered) known.add(diEvent);
    else full = true;
  });
}

const EVERY_MS = 60_000;
/** Rule id and expression → when its last failure was recorded, ms since 1970. */
const recordedAt = new Map<string, number>();

/** Records on a rule that its expression failed, at most once a minute however many events it fails on. */
export function noticeFailure(tx: Tx, { id, expression }: Rule, error: string): void {
  const key = `${id} ${expression}`;
  if (tx.now - (recordedAt.get(key) ?? Number.NEGATIVE_INFINITY) < EVERY_MS) return;
  rememberRuleError(tx.db, id, error, { now: tx.now, every: EVERY_MS });
  tx.afterCommit(() => recordedAt.set(key, tx.now));
}
