import { setTimeout } from "node:timers/promises";
import type { Connection, Db } from "#db/client.ts";
import { ANOTHER_RUNS } from "#db/lock.ts";
import { ENGINE_LOCK, installationFact, RELEASED, setInstallationFact } from "#db/queries/installation.ts";
import { newToken } from "#lib/token.ts";

/*
 * The lock file keeps two processes out of one folder, unless somebody removes or replaces it. So the
 * database also names its owner. An engine that finds another lock file than the last engine's asks in the
 * database whether that engine still runs. Each turn of an engine that is no longer the owner fails.
 */

const OWNER = "engine";
const ASKED = "engine_asked";
const ANSWERED = "engine_answered";

/** How long a running engine may take to answer, ms. It looks once a second. */
const PATIENCE_MS = 5_000;
const LOOK_MS = 50;

/** This process's claim to the database. */
export type Claim = {
  /** Throws if another process took the database over: this one may write and send nothing more. */
  check(db: Db): void;
  /** Whether another process asks if this one still runs. */
  isAsked(db: Db): boolean;
  answer(tx: { db: Db }): void;
  /** Gives the claim up at a clean stop, so that the next start asks nobody, even on a copy of the folder. */
  release(): void;
};

/**
 * Makes this process the database's owner. Throws with a sentence for the operator if another owner still
 * runs.
 */
export async function claimDatabase(
  { db, sqlite }: Connection,
  lockInode: string,
  patienceMs = PATIENCE_MS,
): Promise<Claim> {
  const own = newToken();
  const lastLock = installationFact(db, ENGINE_LOCK);
  if (
    lastLock !== undefined &&
    lastLock !== RELEASED &&
    lastLock !== lockInode &&
    (await answers(db, own, patienceMs))
  )
    throw new Error(ANOTHER_RUNS);
  const claim = sqlite.transaction(() => {
    setInstallationFact(db, OWNER, own);
    setInstallationFact(db, ENGINE_LOCK, lockInode);
  });
  claim.immediate();
  return {
    check: (now) => {
      if (installationFact(now, OWNER) !== own) throw new TakenOver();
    },
    isAsked: (now) => installationFact(now, ASKED) !== installationFact(now, ANSWERED),
    answer: (tx) => setInstallationFact(tx.db, ANSWERED, installationFact(tx.db, ASKED) ?? ""),
    release: () => {
      const release = sqlite.transaction(() => {
        if (installationFact(db, OWNER) === own) setInstallationFact(db, ENGINE_LOCK, RELEASED);
      });
      release.immediate();
    },
  };
}

/** Another process made itself the owner. */
class TakenOver extends Error {
  constructor() {
    super("Another Tocsin has taken this data folder over: this one ends. Was engine.lock removed?");
  }
}

async function answers(db: Db, own: string, patienceMs: number): Promise<boolean> {
  setInstallationFact(db, ASKED, own);
  const giveUpAt = performance.now() + patienceMs;
  while (performance.now() < giveUpAt) {
    if (installationFact(db, ANSWERED) === own) return true;
    await setTimeout(LOOK_MS);
  }
  return false;
}
