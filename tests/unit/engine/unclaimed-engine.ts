import type { Connection } from "#db/client.ts";
import { Engine } from "#lib/engine/engine.ts";
import { NewIds } from "#lib/engine/write/new-ids.ts";
import { createLogger } from "#lib/log.ts";
import type { KeyRing } from "#lib/seal.ts";

/** An engine on a database that no other process can want. */
export const unclaimedEngine = (connection: Connection, ring: KeyRing): Engine =>
  new Engine({
    connection,
    claim: { check: () => {}, isAsked: () => false, answer: () => {}, release: () => {} },
    ids: new NewIds(connection.db),
    readRing: () => ring,
    setUp: { matches: () => false, useUp: () => {} },
    makeBackup: async () => null,
    findBackup: async () => null,
    describeSystem: () => Promise.reject(new Error("Nobody asks for it.")),
    backupEveryMs: null,
    retentionDays: 30,
    auditRetentionDays: 365,
    log: createLogger("silent", "test"),
  });
