import { timingSafeEqual } from "node:crypto";
import { realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Connection, closeWriter, waitNoLonger } from "#db/client.ts";
import { type Hold, holdDataFolder } from "#db/lock.ts";
import { hasUsers } from "#db/queries/users.ts";
import { continueAbandoned } from "#lib/data-folder/backup/hold.ts";
import { backupFolderWarning } from "#lib/data-folder/backup-folder-warning.ts";
import { type Claim, claimDatabase } from "#lib/data-folder/claim.ts";
import { refuseLostDatabase } from "#lib/data-folder/folder-use.ts";
import { holdersOf } from "#lib/data-folder/holders.ts";
import { makeDataFolder } from "#lib/data-folder/make.ts";
import { type DataFolder, naming, openDataFolder } from "#lib/data-folder/open.ts";
import { type OwnListener, parseOutboundPolicy } from "#lib/domain/delivery/address.ts";
import { storeUser } from "#lib/engine/verbs/users/create.ts";
import type { Outbound, SetUpToken, VerbContext } from "#lib/engine/write/context.ts";
import { NewIds } from "#lib/engine/write/new-ids.ts";
import type { Env } from "#lib/env.ts";
import type { Logger } from "#lib/log.ts";
import { hashPassword } from "#lib/password.ts";
import { deriveKey, readKeyRing } from "#lib/seal.ts";
import { TOCSIN_VERSION } from "#lib/tocsin-version.ts";
import { hashToken, newToken } from "#lib/token.ts";
import { lookAt } from "#lib/webhook/look.ts";
import { createSender } from "#lib/webhook/send.ts";
import { BackupFolder } from "./backup-folder.ts";
import { Backups } from "./backups.ts";
import type { ChangeFeed } from "./change-feed.ts";
import { Chore } from "./clock/chore.ts";
import { describeSystem } from "./describe-system.ts";
import { Engine } from "./engine.ts";
import { beating } from "./heartbeat.ts";
import { respellUrls } from "./respell-urls.ts";

export type RunningEngine = {
  context: VerbContext;
  changes: Pick<ChangeFeed, "begin" | "end">;
  readings: Engine["readings"];
  /** The token of the set-up link, while there is no user. */
  setUpToken: string | null;
  /** The key that signs session cookies. */
  authSecret: string;
  begin(listeners: OwnListener[]): void;
  stop(timeoutMs: number, requestsEnded: Promise<void>): Promise<void>;
};

/** How long the start waits for a command that is writing, ms. */
const START_BUSY_MS = 10_000;

/**
 * Takes the data folder, makes what a first start lacks, and runs the engine. Calls `onMigrating` before a
 * migration, which may take long. Throws with a sentence for the operator.
 */
export async function startEngine(env: Env, log: Logger, onMigrating: () => void): Promise<RunningEngine> {
  const lock = takeDataFolder(env);
  continueAbandoned(env.databaseFile);
  const opened = openDataFolder(env, START_BUSY_MS, onMigrating);
  const { connection, ring, warnings } = opened;
  for (const warning of warnings) log.warn(warning);
  void warnOfBackupFolder(env, log);
  tellUpgrade(opened, log);
  const { claim, ids } = await takeDatabase(connection, lock.inode).catch((error) => {
    throw naming(env.databaseFile, error);
  });
  waitNoLonger(connection);
  const token = newToken();
  const setUp = setUpToken(token);
  const backups = new Backups(env, log);
  const backupFolder = new BackupFolder({ env, connection, backups });
  const engine = new Engine({
    connection,
    claim,
    ids,
    readRing: () => readKeyRing(env.secretKeyFile),
    setUp,
    retentionDays: env.retentionDays,
    auditRetentionDays: env.auditRetentionDays,
    makeBackup: () => backups.make(),
    findBackup: (name) => backupFolder.find(name),
    describeSystem: () => describeSystem({ env, backupFolder }),
    backupEveryMs: env.backup.everyMs,
    log,
  });
  await respellUrls(engine.context);
  await makeFirstAdmin(engine.context, env);
  let heart: Chore | null = null;
  return {
    context: engine.context,
    changes: engine.changes,
    readings: () => engine.readings(),
    setUpToken: hasUsers(connection.db) ? null : token,
    authSecret: deriveKey(ring, "session cookies"),
    begin: (ownListeners) => {
      const outbound = wayOut(env, ownListeners);
      engine.begin(outbound);
      backups.begin();
      heart = startHeart(env, outbound, ownListeners, log);
    },
    stop: async (timeoutMs, requestsEnded) => {
      heart?.stop();
      await Promise.all([backups.stop(), engine.stop(timeoutMs, requestsEnded)]);
      close(connection, claim, log);
      lock.release();
    },
  };
}

/** Nothing waits for it: the folder may be on another machine that does not answer. */
async function warnOfBackupFolder({ backup }: Env, log: Logger): Promise<void> {
  const warning = await backupFolderWarning(backup.folder);
  if (warning !== null) log.warn(warning);
}

function tellUpgrade({ migratedFrom: copy, lastVersion }: DataFolder, log: Logger): void {
  const versions = { from: lastVersion ?? "before 1.0.0", to: TOCSIN_VERSION };
  if (copy !== null) log.info({ ...versions, copy }, "the database was migrated; a copy was made first");
  else if (lastVersion !== null && lastVersion !== TOCSIN_VERSION)
    log.info(versions, "the data folder was used by another version before; nothing had to be migrated");
}

/** Claims the database and numbers this start: nothing else writes before. */
async function takeDatabase(connection: Connection, inode: Hold["inode"]) {
  const claim = await claimDatabase(connection, inode);
  return { claim, ids: new NewIds(connection.db) };
}

function close(connection: Connection, claim: Claim, log: Logger): void {
  try {
    claim.release();
  } catch (error) {
    // Usually a full disk. The next start may then wait in vain for this engine to answer.
    log.warn({ err: error }, "the database could not be released");
  }
  if (closeWriter(connection)) return;
  const heldBy = holdersOf(connection.sqlite.name);
  log.warn({ held_by: heldBy }, "tocsin.db alone does not hold everything: keep tocsin.db-wal beside it");
}

function wayOut(env: Env, ownListeners: OwnListener[]): Outbound {
  const policy = parseOutboundPolicy({ ...env.outbound, ownListeners });
  return {
    sender: createSender({ policy }),
    lookAt: (url, trust) => lookAt(url, trust, { policy }),
    baseUrl: env.baseUrl,
  };
}

/** Starts the requests to HEARTBEAT_URL; null without one. */
function startHeart(env: Env, { sender }: Outbound, [listener]: OwnListener[], log: Logger): Chore | null {
  if (env.heartbeatUrl === null || listener === undefined) return null;
  const heart = new Chore(beating({ url: env.heartbeatUrl, listener, sender, log }), log);
  heart.start();
  return heart;
}

/** Runs before anything is opened: two engines on one queue would send everything twice. */
function takeDataFolder(env: Env): Hold {
  const { database } = refuseLostDatabase(env);
  makeDataFolder(env.dataDir);
  // Put the lock beside the database file itself, even if its name is a link into another folder.
  const home = database === "missing" ? env.dataDir : dirname(realpathSync(env.databaseFile));
  return holdDataFolder(join(home, "engine.lock"));
}

/** Keeps only the token's hash, and only in memory. */
function setUpToken(token: string): SetUpToken {
  let hash: Buffer | null = hashToken(token);
  return {
    matches: (given) => hash !== null && timingSafeEqual(hash, hashToken(given)),
    useUp: () => {
      hash = null;
    },
  };
}

/** Makes the admin of ADMIN_EMAIL and ADMIN_PASSWORD, which count only while there is no user. */
async function makeFirstAdmin(context: VerbContext, env: Env): Promise<void> {
  if (env.admin === null || hasUsers(context.db)) return;
  const { email, password } = env.admin;
  const passwordHash = await hashPassword(password);
  await context.transact((tx) => {
    if (hasUsers(tx.db)) return;
    const user = { email, name: email.split("@")[0] ?? email, role: "admin" as const, passwordHash };
    storeUser(tx, { kind: "system" }, user, "users.create");
  });
}
