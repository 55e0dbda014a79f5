import { removingOldAudit } from "./audit-retention.ts";
import { autoResolving } from "./auto-resolve.ts";
import { Chore, type ChoreContext, type ChoreParts } from "./chore.ts";
import { disablingFailed } from "./disable-failed.ts";
import { expiringOldest } from "./expire-oldest.ts";
import { expiringOverdue } from "./expire-overdue.ts";
import { indexing } from "./index-search.ts";
import { notingSize } from "./note-size.ts";
import { resolvingEnded } from "./resolve-ended.ts";
import { removingOld } from "./retention.ts";
import { doingJobs } from "./run-jobs.ts";
import { makingBackups } from "./scheduled-backup.ts";
import { followingClock } from "./set-back.ts";
import { sweeping } from "./sweep.ts";
import { tellingOwnStates } from "./tell-own-states.ts";
import { watchingStorage } from "./watch-storage.ts";

/**
 * Everything that happens by the clock. Each runs on its own timer, so a step that fails or hangs stops no
 * other.
 */
const CHORES: ((context: ChoreContext) => ChoreParts)[] = [
  followingClock,
  watchingStorage,
  indexing,
  autoResolving,
  resolvingEnded,
  doingJobs,
  disablingFailed,
  expiringOverdue,
  expiringOldest,
  tellingOwnStates,
  sweeping,
  removingOld,
  removingOldAudit,
  makingBackups,
  notingSize,
];

export const makeChores = (context: ChoreContext): Chore[] =>
  CHORES.map((partsOf) => new Chore(partsOf(context), context.log));
