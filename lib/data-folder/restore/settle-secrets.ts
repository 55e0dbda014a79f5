import type { Connection } from "#db/client.ts";
import { liveChannelIds } from "#db/queries/channels.ts";
import { deleteSealed, disableWithout, type LostSecrets } from "#db/queries/lost-secrets.ts";
import { sealedByEachKey } from "#db/queries/sealed.ts";
import { reasonOf } from "#db/storage-fault.ts";
import { resealAll } from "#lib/data-folder/rotate-key.ts";
import { lostSecrets } from "#lib/domain/channel/lost-secrets.ts";
import { createKeyFile, isSealedByRing, type KeyRing, keyFileExists, readKeyRing } from "#lib/seal.ts";

/** How the secrets of a backup are opened: by the key file, by another one, or not at all. */
export type SecretsBy = { keyFile: string; oldKeyFile?: string; without?: boolean };

/**
 * Makes sure that the key file opens every secret of the backup. Returns what was lost, if secrets were given
 * up. Throws with a sentence for the operator.
 */
export function settleSecrets(
  copy: Connection,
  { keyFile, oldKeyFile, without }: SecretsBy,
): LostSecrets | null {
  if (without) return giveUp(copy);
  const sealed = sealedByEachKey(copy);
  if (oldKeyFile !== undefined) sealAnew(copy, sealed, { keyFile, oldKeyFile });
  else refuseForeign(sealed, keyFile);
  return null;
}

/** Every channel has a signing secret, so every one is disabled. */
function giveUp({ db, sqlite }: Connection): LostSecrets {
  const disable = sqlite.transaction(() => {
    const lost = deleteSealed(db);
    for (const id of liveChannelIds(db)) disableWithout(db, id, lostSecrets(lost.channels.get(id) ?? []));
    return lost;
  });
  return disable();
}

const WAYS_OUT =
  "Put the right one back, give it by --key, or, if it is lost, restore --without-secrets. Nothing was changed.";

function refuseForeign(sealed: readonly Buffer[], keyFile: string): void {
  if (sealed.length === 0) return;
  if (!keyFileExists(keyFile))
    throw new Error(
      `The key file ${keyFile} is missing, which opens the secrets of this backup. ${WAYS_OUT}`,
    );
  const ring = readKeyRing(keyFile);
  if (!opensAll(ring, sealed))
    throw new Error(`The key file ${keyFile} does not open all secrets of this backup. ${WAYS_OUT}`);
}

function sealAnew(
  copy: Connection,
  sealed: readonly Buffer[],
  { keyFile, oldKeyFile }: Required<Pick<SecretsBy, "keyFile" | "oldKeyFile">>,
): void {
  const old = readOld(oldKeyFile);
  const present = keyFileExists(keyFile) ? readKeyRing(keyFile) : [];
  if (!opensAll([...present, ...old], sealed))
    throw new Error(
      `The key file ${oldKeyFile} does not open all secrets of this backup either. Give the one of its time, or, if it is lost, restore --without-secrets. Nothing was changed.`,
    );
  const [first, ...rest] = keyFileExists(keyFile) ? readKeyRing(keyFile) : createKeyFile(keyFile);
  resealAll(copy, [first, ...rest, ...old]);
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

const opensAll = (keys: readonly KeyRing[number][], sealed: readonly Buffer[]): boolean => {
  const [first, ...rest] = keys;
  return sealed.every((envelope) => first !== undefined && isSealedByRing([first, ...rest], envelope));
};
