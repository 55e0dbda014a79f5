import { endOldestSessions, insertSession, markSignedIn } from "#db/queries/users.ts";
import { SESSIONS_PER_USER } from "#lib/domain/ceilings.ts";
import { newId } from "#lib/domain/ids.ts";
import { SESSION_MS, type SessionKind } from "#lib/domain/people/session.ts";
import type { Tx } from "#lib/engine/write/context.ts";

type Beginning = {
  userId: string;
  kind: SessionKind;
  /** The client's address and User-Agent. */
  address?: string | undefined;
  browser?: string | undefined;
};

/**
 * Starts a session in the open transaction, whichever way the user signed in: the one place that does. Ends
 * the oldest one above the limit. Returns its id.
 */
export function beginSession(tx: Tx, { userId, kind, address, browser }: Beginning): string {
  const id = newId("ses");
  endOldestSessions(tx.db, { userId, keep: SESSIONS_PER_USER - 1 });
  insertSession(tx.db, {
    id,
    userId,
    kind,
    createdAt: tx.now,
    expiresAt: tx.now + SESSION_MS[kind],
    lastSeenAt: tx.now,
    address: address ?? null,
    browser: browser?.slice(0, LONGEST_BROWSER) ?? null,
  });
  markSignedIn(tx.db, userId, tx.now);
  return id;
}

/** Characters of a User-Agent that are kept. */
const LONGEST_BROWSER = 256;
