import type { Connection, Db } from "#db/client.ts";
import { ANOTHER_RUNS } from "#db/lock.ts";
import { installationFact, setInstallationFact } from "#db/queries/installation.ts";
import type { Tx } from "#lib/engine/write/context.ts";
import { newToken } from "#lib/token.ts";
import { pause } from "./write/pause.ts";

/*
 * The lock file keeps two processes from one folder, unless somebody removes or replaces it. So the database
 * itself also says whose it is. An engine that starts with another lock file than the last one asks in the
 * database whether that one still lives, and each turn of an engine that is no longer named fails.
 */

const OWNER = "engine";
const LOCK = "engine_lock";
const ASKED = "engine_asked";
const ANSWERED = "engine_answered";
const RELEASED = "";

/** How long a running engine, which looks once a second, may take to answer, ms. */
const PATIENCE_MS = 5_000;
const LOOK_MS = 50;

/** This process's claim to the database. */
export type Claim = {
  /** Throws where another process took the database over: nothing more may be written or sent. */
  check(db: Db): void;
  /** Whether another process asks if this one lives. */
  isAsked(db: Db): boolean;
  answer(tx: Pick<Tx, "db">): void;
  /** At a clean stop: whoever starts next has nobody to ask, also on a copy of the folder. */
  release(): void;
};

/** Names this process as the database's owner. Throws with a sentence for the operator where another one lives. */
export async function claimDatabase(
  { db, sqlite }: Connection,
  lockInode: string,
  patienceMs = PATIENCE_MS,
): Promise<Claim> {
  const own = newToken();
  const lastLock = installationFact(db, LOCK);
  if (
    lastLock !== undefined &&
    lastLock !== RELEASED &&
    lastLock !== lockInode &&
    (await answers(db, own, patienceMs))
  )
    throw new Error(ANOTHER_RUNS);
  const claim = sqlite.transaction(() => {
    setInstallationFact(db, OWNER, own);
    setInstallationFact(db, LOCK, lockInode);
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
        if (installationFact(db, OWNER) === own) setInstallationFact(db, LOCK, RELEASED);
      });
      release.immediate();
    },
  };
}

/** Another process named itself the owner. */
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
    await pause(LOOK_MS);
  }
  return false;
}
