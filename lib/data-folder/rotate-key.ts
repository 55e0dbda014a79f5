import type { Connection } from "#db/client.ts";
import { recordAudit } from "#db/queries/audit.ts";
import {
  caughtPlace,
  dropCaughtBody,
  resealCaughtBody,
  someCaughtBodies,
} from "#db/queries/caught-bodies.ts";
import { putSecret, secretPlace, someSecrets } from "#db/queries/channel-secrets.ts";
import { setInstallationFact } from "#db/queries/installation.ts";
import { setTotpSecret, someTotpSecrets, totpPlace } from "#db/queries/second-factors.ts";
import { sourceSecretPlace } from "#db/queries/senders.ts";
import { snsUrlPlace, someSnsUrls, updateSnsSubscription } from "#db/queries/sns.ts";
import { putSourceSecret, someSourceSecrets } from "#db/queries/sources.ts";
import type { Secret } from "#lib/domain/secret.ts";
import {
  isSealedByFirst,
  type KeyRing,
  newKey,
  open,
  readKeyRing,
  replaceKeyFile,
  type SealedPlace,
  seal,
} from "#lib/seal.ts";

/** How many secrets one transaction seals. A running app then never waits long for the write lock. */
const STEP = 100;

/**
 * Seals every secret with a new key, then drops the old keys from the key file. It may be killed at any time:
 * a file with more than one key is an unfinished rotation, which the next call continues. It works beside a
 * running app, which reads the file again after each of these writes. `beforeDrop` gets the new key and the old
 * ones, and may keep those. Returns how many secrets were sealed again.
 */
export function rotateKey(
  connection: Connection,
  file: string,
  onStep: (done: number) => void,
  beforeDrop: (ring: KeyRing) => void = () => {},
): number {
  // Text sealed with the old key must not stay in free pages or in the write-ahead log.
  connection.sqlite.pragma("secure_delete = ON");
  const ring = beginOrResume(file);
  const done = resealAll(connection, ring, onStep);
  const late = finish(connection, ring, done);
  connection.sqlite.pragma("wal_checkpoint(TRUNCATE)");
  beforeDrop(ring);
  replaceKeyFile(file, [ring[0]]);
  return done + late;
}

type Position = { channelId: string; name: string };

function beginOrResume(file: string): KeyRing {
  const ring = readKeyRing(file);
  if (ring.length > 1) return ring;
  const longer: KeyRing = [newKey(), ...ring];
  replaceKeyFile(file, longer);
  return longer;
}

/** Seals every secret with the ring's first key, in steps. Returns how many. */
export function resealAll(
  connection: Connection,
  ring: KeyRing,
  onStep: (done: number) => void = () => {},
): number {
  return (
    inSteps<Position>(connection, (after) => resealChannels(connection, ring, after), onStep) +
    inSteps<string>(connection, (after) => resealSecondFactors(connection, ring, after), onStep) +
    inSteps<string>(connection, (after) => resealSources(connection, ring, after), onStep) +
    inSteps<number>(connection, (after) => resealCaughtBodies(connection, ring, after), onStep) +
    inSteps<string>(connection, (after) => resealSubscriptions(connection, ring, after), onStep)
  );
}

/** `last` is where the next step goes on; null after the last one. */
type Step<Place> = { resealed: number; last: Place | null };

function inSteps<Place>(
  { sqlite }: Connection,
  step: (after: Place | null) => Step<Place>,
  onStep: (done: number) => void,
): number {
  let done = 0;
  let after: Place | null = null;
  do {
    const { resealed, last } = sqlite.transaction(step).immediate(after);
    done += resealed;
    after = last;
    if (after !== null) onStep(done);
  } while (after !== null);
  return done;
}

function resealChannels({ db }: Connection, ring: KeyRing, after: Position | null): Step<Position> {
  const rows = someSecrets(db, after, STEP);
  const old = rows.filter(({ sealed }) => !isSealedByFirst(ring, sealed));
  for (const { channelId, name, sealed } of old) {
    const place = secretPlace(channelId, name);
    putSecret(db, { channelId, name, sealed: seal(ring, open(ring, sealed, place), place) });
  }
  return { resealed: old.length, last: rows.at(-1) ?? null };
}

function resealSecondFactors({ db }: Connection, ring: KeyRing, after: string | null): Step<string> {
  const rows = someTotpSecrets(db, after ?? "", STEP);
  const old = rows.filter(({ secret }) => !isSealedByFirst(ring, secret));
  for (const { userId, secret } of old) {
    const place = totpPlace(userId);
    setTotpSecret(db, userId, seal(ring, open(ring, secret, place), place));
  }
  return { resealed: old.length, last: rows.at(-1)?.userId ?? null };
}

function resealSources({ db }: Connection, ring: KeyRing, after: string | null): Step<string> {
  const rows = someSourceSecrets(db, after ?? "", STEP);
  const old = rows.filter(({ sealed }) => !isSealedByFirst(ring, sealed));
  for (const { sourceId, sealed } of old) {
    const place = sourceSecretPlace(sourceId);
    putSourceSecret(db, sourceId, seal(ring, open(ring, sealed, place), place));
  }
  return { resealed: old.length, last: rows.at(-1)?.sourceId ?? null };
}

/** Each may have 64 KiB, so that fewer go in a step. */
const CAUGHT_STEP = 10;

function resealCaughtBodies({ db }: Connection, ring: KeyRing, after: number | null): Step<number> {
  const rows = someCaughtBodies(db, after ?? 0, CAUGHT_STEP);
  const old = rows.filter(({ sealed }) => !isSealedByFirst(ring, sealed));
  let resealed = 0;
  for (const { seq, sourceId, receivedAt, sealed } of old) {
    const place = caughtPlace(sourceId, receivedAt);
    const body = openedOrNull(ring, sealed, place);
    if (body === null) {
      dropCaughtBody(db, seq);
      continue;
    }
    resealCaughtBody(db, seq, seal(ring, body, place));
    resealed++;
  }
  return { resealed, last: rows.at(-1)?.seq ?? null };
}

/** Null for a damaged body: it is only a sample, for which no rotation should fail. */
function openedOrNull(ring: KeyRing, sealed: Buffer, place: SealedPlace): Secret | null {
  try {
    return open(ring, sealed, place);
  } catch {
    return null;
  }
}

function resealSubscriptions({ db }: Connection, ring: KeyRing, after: string | null): Step<string> {
  const rows = someSnsUrls(db, after ?? "", STEP);
  const old = rows.filter(({ sealed }) => !isSealedByFirst(ring, sealed));
  for (const { id, sealed } of old) {
    const place = snsUrlPlace(id);
    updateSnsSubscription(db, id, { sealedUrl: seal(ring, open(ring, sealed, place), place) });
  }
  return { resealed: old.length, last: rows.at(-1)?.id ?? null };
}

/**
 * Seals again what the app has sealed with the old key in the meantime. Always writes something: the app
 * notices the write and uses the new key from then on.
 */
function finish(connection: Connection, ring: KeyRing, before: number): number {
  const last = connection.sqlite.transaction(() => {
    const resealed = resealAll(connection, ring);
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
