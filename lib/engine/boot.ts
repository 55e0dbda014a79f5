import { timingSafeEqual } from "node:crypto";
import { join } from "node:path";
import { holdDataFolder } from "#db/lock.ts";
import { hasUsers } from "#db/queries/users.ts";
import { hashPassword } from "#lib/auth/password.ts";
import { type OwnListener, parseOutboundPolicy } from "#lib/domain/address.ts";
import type { Env } from "#lib/env.ts";
import type { Logger } from "#lib/log.ts";
import { deriveKey, readKeyRing } from "#lib/seal.ts";
import { hashToken, newToken } from "#lib/token.ts";
import { storeUser } from "#lib/users/create.ts";
import type { Outbound, SetUpToken, VerbContext } from "#lib/verb.ts";
import { lookAt } from "#lib/webhook/look.ts";
import { createSender } from "#lib/webhook/send.ts";
import { Engine } from "./engine.ts";
import { makeDataFolder, openDataFolder } from "./open-data-folder.ts";

export type RunningEngine = {
  context: VerbContext;
  /** The token of the set-up link to print, while there is no user. */
  setUpToken: string | null;
  /** What session cookies are signed with. */
  authSecret: string;
  begin(listeners: OwnListener[]): void;
  stop(timeoutMs: number, requestsEnded: Promise<void>): Promise<void>;
};

/** Takes the data folder, makes what a first start lacks and runs the engine. Throws with a sentence for the operator. */
export async function startEngine(env: Env, log: Logger): Promise<RunningEngine> {
  const lock = takeDataFolder(env);
  const { connection, ring } = openDataFolder(env);
  const token = newToken();
  const setUp = setUpToken(token);
  const engine = new Engine({
    connection,
    readRing: () => readKeyRing(env.secretKeyFile),
    setUp,
    retentionDays: env.retentionDays,
    log,
  });
  await makeFirstAdmin(engine.context, env);
  return {
    context: engine.context,
    setUpToken: hasUsers(connection.db) ? null : token,
    authSecret: deriveKey(ring, "session cookies"),
    begin: (ownListeners) => engine.begin(wayOut(env, ownListeners)),
    stop: async (timeoutMs, requestsEnded) => {
      await engine.stop(timeoutMs, requestsEnded);
      connection.sqlite.close();
      lock.release();
    },
  };
}

function wayOut(env: Env, ownListeners: OwnListener[]): Outbound {
  const policy = parseOutboundPolicy({ ...env.outbound, ownListeners });
  return { sender: createSender({ policy }), lookAt: (url, trust) => lookAt(url, trust, { policy }) };
}

/** Before anything is opened: two engines on one queue would send everything twice. */
function takeDataFolder(env: Env): { release(): void } {
  makeDataFolder(env.dataDir);
  return holdDataFolder(join(env.dataDir, "engine.lock"));
}

/** Only the token's hash is kept, and only in memory. */
function setUpToken(token: string): SetUpToken {
  let hash: Buffer | null = hashToken(token);
  return {
    matches: (given) => hash !== null && timingSafeEqual(hash, hashToken(given)),
    useUp: () => {
      hash = null;
    },
  };
}

/** ADMIN_EMAIL and ADMIN_PASSWORD count only while there is no user. */
async function makeFirstAdmin(context: VerbContext, env: Env): Promise<void> {
  if (env.admin === null || hasUsers(context.db)) return;
  const { email, password } = env.admin;
  const passwordHash = await hashPassword(password);
  await context.transact((tx) => {
    if (hasUsers(tx.db)) return;
    const name = email.split("@")[0] ?? email;
    storeUser(tx, { kind: "system" }, { email, name, role: "admin" }, passwordHash);
  });
}
