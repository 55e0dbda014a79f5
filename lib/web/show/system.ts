import { getCACertificates } from "node:tls";
import { channelHealths, oldestWaiting } from "#db/queries/channel-queues.ts";
import { backupsCountedFrom, failedBackup, lastBackup } from "#db/queries/last-backup.ts";
import { hasSecondFactor } from "#db/queries/second-factors.ts";
import { notedSizes } from "#db/queries/sizes.ts";
import { accountById } from "#db/queries/users.ts";
import { readDb, sqliteVersion } from "#db/read.ts";
import { type Backup, type FailedBackup, nextBackupAt } from "#lib/domain/backup.ts";
import { isAppError } from "#lib/domain/errors.ts";
import type { Actor } from "#lib/domain/people/actor.ts";
import type { Proof, SystemFacts, SystemView } from "#lib/domain/system/facts.ts";
import { engine } from "#lib/engine/client.ts";
import { settings } from "#lib/settings.ts";
import { answered, proveHealth } from "#lib/web/health.ts";
import { queueDepths } from "./queue-depths.ts";

/**
 * All that the System page shows. What an engine that does not answer would know is null then, so that the page
 * can still say what is wrong. The caller has checked that `actor`, the user, may manage.
 */
export async function showSystem(actor: Actor, userId: string): Promise<SystemView> {
  const trouble = await proveHealth().then(() => null, sentenceOf);
  const facts = await factsFor(actor);
  const db = readDb();
  const [last, failed] = [lastBackup(db), failedBackup(db)];
  const due = {
    everyMs: facts?.backups.everyMs ?? null,
    from: backupsCountedFrom(db),
    failedAt: failed?.at ?? null,
  };
  return {
    facts,
    trouble,
    loads: engine().loads(),
    waiting: await waitingDeliveries(),
    oldestWaitingAt: oldestWaiting(db),
    lastBackup: last,
    failedBackup: failed ?? sinceGood(facts?.backups.failed ?? null, last),
    nextBackupAt: nextBackupAt(due),
    sizes: notedSizes(db),
    certificates: { all: getCACertificates("default").length, extra: getCACertificates("extra").length },
    node: process.version,
    sqlite: sqliteVersion(),
    proof: proofOf(userId),
    commandLine: settings().commandLine,
  };
}

const sinceGood = (failed: FailedBackup | null, last: Backup | null): FailedBackup | null =>
  failed !== null && failed.at > (last?.at ?? 0) ? failed : null;

async function factsFor(actor: Actor): Promise<SystemFacts | null> {
  try {
    return await answered(engine().run("system.show", { actor, input: null }));
  } catch (error) {
    if (isAppError(error) && error.code === "unavailable") return null;
    throw error;
  }
}

function sentenceOf(error: unknown): string {
  if (isAppError(error)) return error.message;
  throw error;
}

async function waitingDeliveries(): Promise<number> {
  const depths = await queueDepths(readDb(), channelHealths(readDb()));
  return [...depths.values()].reduce((sum, depth) => sum + depth, 0);
}

/** What `backups.allow-download` asks this user for. */
function proofOf(userId: string): Proof {
  if (hasSecondFactor(readDb(), userId)) return "code";
  return accountById(readDb(), userId)?.passwordHash == null ? null : "present";
}
