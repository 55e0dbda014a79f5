import type { Connection } from "#db/client.ts";
import { recordAudit } from "#db/queries/audit.ts";
import { putSecret, secretPlace, someSecrets } from "#db/queries/channel-secrets.ts";
import { setInstallationFact } from "#db/queries/installation.ts";
import { isSealedByFirst, type KeyRing, newKey, open, readKeyRing, replaceKeyFile, seal } from "#lib/seal.ts";

/** Secrets per transaction, so that a running app never waits long for the write lock. */
const STEP = 100;

/**
 * Seals every secret by a new key, then drops the old ones from the key file. Can be killed at any moment: a
 * file with more than one key is a rotation that was cut off, and the next call goes on with it. Works beside
 * a running app, which reads the file anew after each of these writes. Returns how many were sealed anew.
 */
export function rotateKey(connection: Connection, file: string, onStep: (done: number) => void): number {
  // What the old key sealed must not stay behind in free pages or in the write-ahead log.
  connection.sqlite.pragma("secure_delete = ON");
  const ring = beginOrResume(file);
  let done = 0;
  let after: Position | null = null;
  do {
    const step = resealStep(connection, ring, after);
    done += step.resealed;
    after = step.last;
    if (after !== null) onStep(done);
  } while (after !== null);
  done += finish(connection, ring, done);
  connection.sqlite.pragma("wal_checkpoint(TRUNCATE)");
  replaceKeyFile(file, [ring[0]]);
  return done;
}

type Position = { channelId: string; name: string };

function beginOrResume(file: string): KeyRing {
  const ring = readKeyRing(file);
  if (ring.length > 1) return ring;
  const longer: KeyRing = [newKey(), ...ring];
  replaceKeyFile(file, longer);
  return longer;
}

function resealStep(
  { db, sqlite }: Connection,
  ring: KeyRing,
  after: Position | null,
): { resealed: number; last: Position | null } {
  const step = sqlite.transaction(() => {
    const rows = someSecrets(db, after, STEP);
    const old = rows.filter(({ sealed }) => !isSealedByFirst(ring, sealed));
    for (const { channelId, name, sealed } of old) {
      const place = secretPlace(channelId, name);
      putSecret(db, { channelId, name, sealed: seal(ring, open(ring, sealed, place), place) });
    }
    return { resealed: old.length, last: rows.at(-1) ?? null };
  });
  return step.immediate();
}

/** What the app sealed by the old key meanwhile. It always writes: the app notices that, and from then on the new key seals. */
function finish(connection: Connection, ring: KeyRing, before: number): number {
  const last = connection.sqlite.transaction(() => {
    let resealed = 0;
    let after: Position | null = null;
    do {
      const step: ReturnType<typeof resealStep> = resealStep(connection, ring, after);
      resealed += step.resealed;
      after = step.last;
    } while (after !== null);
    const now = Date.now();
    setInstallationFact(connection.db, "key_rotated_at", new Date(now).toISOString());
    recordAudit(
      { db: connection.db, now },
      { kind: "cli" },
      { action: "key.rotate", details: { secrets: before + resealed } },
    );
    return resealed;
  });
  return last.immediate();
}
