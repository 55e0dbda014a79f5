import type { Connection } from "#db/client.ts";
import { liveChannelIds } from "#db/queries/channels.ts";
import { deleteSealed, disableWithout, type LostSecrets } from "#db/queries/lost-secrets.ts";
import { sealedByEachKey, sealedByOthers } from "#db/queries/sealed.ts";
import { reasonOf } from "#db/storage-fault.ts";
import { resealAll } from "#lib/data-folder/rotate-key.ts";
import { lostSecrets } from "#lib/domain/channel/lost-secrets.ts";
import { createKeyFile, isSealedByRing, type KeyRing, keyFileExists, readKeyRing } from "#lib/seal.ts";

/** How the secrets of a backup are opened: by the key file, by another one, or not at all. */
export type SecretsBy = { keyFile: string; oldKeyFile?: string; without?: boolean };

/** What was given up: all secrets, or those that no key opens while others are opened. */
export type GivenUp = LostSecrets & { all: boolean };

/**
 * Makes sure that the key file opens every secret of the backup. Returns what was lost, if secrets were given
 * up. Throws with a sentence for the operator, also if not one is opened.
 */
export function settleSecrets(copy: Connection, { keyFile, oldKeyFile, without }: SecretsBy): GivenUp | null {
  if (without) return giveUpAll(copy);
  const sealed = sealedByEachKey(copy);
  if (oldKeyFile !== undefined) return sealAnew(copy, sealed, { keyFile, oldKeyFile });
  const ring = openingSome(sealed, keyFile);
  return giveUpOthers(copy, ring);
}

/** Every channel has a signing secret, so every one is disabled. */
function giveUpAll({ db, sqlite }: Connection): GivenUp {
  const disable = sqlite.transaction(() => {
    const lost = deleteSealed(db);
    for (const id of liveChannelIds(db)) disableWithout(db, id, lostSecrets(lost.channels.get(id) ?? []));
    return { ...lost, all: true };
  });
  return disable();
}

/** Gives up what the keys don't open. Returns null if they open everything. */
function giveUpOthers(copy: Connection, keys: readonly KeyRing[number][]): GivenUp | null {
  const { db, sqlite } = copy;
  const keyIds = keys.map(({ id }) => id);
  if (sealedByOthers(copy, keyIds).length === 0) return null;
  const disable = sqlite.transaction(() => {
    const lost = deleteSealed(db, keyIds);
    const live = new Set(liveChannelIds(db));
    for (const [id, names] of lost.channels) if (live.has(id)) disableWithout(db, id, lostSecrets(names));
    return { ...lost, all: false };
  });
  return disable();
}

const WAYS_OUT =
  "Put the right one back, give it by --key, or, if it is lost, restore --without-secrets. Nothing was changed.";

/** The keys of the key file; none if nothing is sealed. Throws if they open nothing of what is. */
function openingSome(sealed: readonly Buffer[], keyFile: string): readonly KeyRing[number][] {
  if (sealed.length === 0) return [];
  if (!keyFileExists(keyFile))
    throw new Error(
      `The key file ${keyFile} is missing, which opens the secrets of this backup. ${WAYS_OUT}`,
    );
  const ring = readKeyRing(keyFile);
  if (!opensSome(ring, sealed))
    throw new Error(`The key file ${keyFile} opens none of the secrets of this backup. ${WAYS_OUT}`);
  return ring;
}

function sealAnew(
  copy: Connection,
  sealed: readonly Buffer[],
  { keyFile, oldKeyFile }: Required<Pick<SecretsBy, "keyFile" | "oldKeyFile">>,
): GivenUp | null {
  const old = readOld(oldKeyFile);
  const present = keyFileExists(keyFile) ? readKeyRing(keyFile) : [];
  if (sealed.length > 0 && !opensSome([...present, ...old], sealed))
    throw new Error(
      `The key file ${oldKeyFile} opens none of the secrets of this backup either. Give the one of its time, or, if it is lost, restore --without-secrets. Nothing was changed.`,
    );
  const [first, ...rest] = keyFileExists(keyFile) ? readKeyRing(keyFile) : createKeyFile(keyFile);
  const given = giveUpOthers(copy, [first, ...rest, ...old]);
  resealAll(copy, [first, ...rest, ...old]);
  return given;
}

function readOld(file: string): KeyRing {
  try {
    return readKeyRing(file);
  } catch (error) {
    throw new Error(`The key file ${file} can't be used: ${reasonOf(error)}. Nothing was changed.`, {
      cause: error,
    });
  }
}

const opensSome = (keys: readonly KeyRing[number][], sealed: readonly Buffer[]): boolean => {
  const [first, ...rest] = keys;
  return first !== undefined && sealed.some((envelope) => isSealedByRing([first, ...rest], envelope));
};
