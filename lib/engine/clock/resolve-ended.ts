import { uptime } from "node:os";
import { alertsAtTheirEnd, putOffEnds, someAlertEnds } from "#db/queries/alert-ends.ts";
import { storedAlert } from "#db/queries/alerts.ts";
import { installationFact, setInstallationFact } from "#db/queries/installation.ts";
import { publish, type Routes } from "#lib/engine/intake/publish.ts";
import { statusEvent } from "#lib/engine/intake/status-event.ts";
import type { Tx } from "#lib/engine/write/context.ts";
import type { ChoreContext, ChoreParts } from "./chore.ts";

/** Alerts per transaction. */
const STEP = 50;
/** None is resolved so soon after a start, ms: senders that waited for it come back by then. */
const GRACE_MS = 10 * 60_000;
/** How often it is noted that posts are taken, ms. */
const NOTE_EVERY_MS = 15_000;
/** A longer time without a note is one in which posts were not taken, ms: the disk refused, or the machine slept. */
const GAP_MS = 30_000;
/** A system's time that moves by so much more than the steady clock was set, ms. */
const JUMP_MS = 30_000;
/** When it was last noted that posts are taken, ms since 1970. */
const TAKEN_AT = "posts_taken_at";

const CHANGE = {
  status: "Auto-Resolved",
  by: "Tocsin",
  remark: "Its sender did not send it again.",
  apiKeyId: null,
} as const;

/** One moment by the system's time (ms since 1970), and by a clock that no change of it moves (ms). */
type Moment = { wall: number; steady: number };

/** A clock in ms that no change of the system's time moves, and that goes on while the machine sleeps. */
const sinceMachineStart = (): number => uptime() * 1_000;

/**
 * Resolves alerts whose sender has stopped to send them. The time in which no post was taken is put on their
 * ends, so it is noted when posts are taken: in the database, as a kill must not lose it.
 */
export function resolvingEnded(
  {
    db,
    now,
    transact,
    routing,
    deliveryQueued,
  }: Pick<ChoreContext, "db" | "now" | "transact" | "routing" | "deliveryQueued">,
  steady: () => number = sinceMachineStart,
): ChoreParts {
  const startedAt: Moment = { wall: now(), steady: steady() };
  const graceIsOver = () => steady() - startedAt.steady >= GRACE_MS;
  /** When posts were last noted to be taken; null while the time before the start counts. */
  let taken: Moment | null = null;

  const isDue = (): boolean => {
    if (!someAlertEnds(db)) {
      taken = { wall: now(), steady: steady() };
      return false;
    }
    const isNoted = taken !== null && steady() - taken.steady < NOTE_EVERY_MS;
    return !isNoted || (graceIsOver() && alertsAtTheirEnd(db, now(), 1).length > 0);
  };

  const step = async (): Promise<boolean> => {
    const at: Moment = { wall: now(), steady: steady() };
    const more = await transact((tx) => {
      noteTaken(tx, taken === null ? stopBefore(tx, startedAt) : { by: lost(taken, at), until: tx.now });
      return graceIsOver() && resolveEnded(tx, { table: routing(tx), queued: deliveryQueued }, STEP) === STEP;
    });
    taken = at;
    return more;
  };

  return { name: "resolving alerts at their end", everyMs: 1_000, isDue, step };
}

/** The time between the last note before the start and the start. */
const stopBefore = (tx: Tx, { wall }: Moment) => ({
  by: wall - Number(installationFact(tx.db, TAKEN_AT) ?? 0),
  until: wall,
});

/**
 * The time since the last note that ends must not count, ms: posts were not taken, or nobody could send in it,
 * because the system's time was set forward.
 */
function lost(noted: Moment, at: Moment): number {
  const passed = at.steady - noted.steady;
  const jumped = at.wall - noted.wall - passed;
  return (passed > GAP_MS ? passed : 0) + (jumped > JUMP_MS ? jumped : 0);
}

function noteTaken(tx: Tx, putOff: { by: number; until: number }): void {
  if (putOff.by > 0) putOffEnds(tx.db, putOff);
  setInstallationFact(tx.db, TAKEN_AT, String(tx.now));
}

/** Resolves up to `limit` alerts whose end has come; returns how many. */
function resolveEnded(tx: Tx, routes: Routes, limit: number): number {
  const due = alertsAtTheirEnd(tx.db, tx.now, limit).map((alertId) => storedAlert(tx.db, alertId));
  const known = due.filter((stored) => stored !== undefined);
  for (const stored of known) publish(tx, statusEvent(tx, stored, CHANGE), routes);
  return known.length;
}
