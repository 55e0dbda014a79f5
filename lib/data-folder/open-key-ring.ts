import type { Connection } from "#db/client.ts";
import { sealedByEachKey } from "#db/queries/sealed.ts";
import { isSystemError, reasonOf } from "#db/storage-fault.ts";
import { createKeyFile, isSealedByRing, type KeyRing, keyFileExists, readKeyRing } from "#lib/seal.ts";

/**
 * Reads the key file, or makes it while nothing has been sealed. Throws if the saved secrets were sealed with
 * other keys.
 */
export function openKeyRing(connection: Connection, file: string): KeyRing {
  const sealed = sealedByEachKey(connection);
  if (!keyFileExists(file)) {
    if (sealed.length > 0)
      throw new Error(
        `The key file ${file} is missing, and without it the stored secrets can't be opened. Put it back (a backup does not hold it), or set SECRET_KEY_FILE.`,
      );
    return orSayWhy(file, () => createKeyFile(file));
  }
  const ring = orSayWhy(file, () => readKeyRing(file));
  // It is enough if the ring opens any value: one damaged value must not stop everything.
  if (sealed.length > 0 && !sealed.some((envelope) => isSealedByRing(ring, envelope)))
    throw new Error(
      `The key file ${file} is not the one that sealed the stored secrets. Put the right one back, or set SECRET_KEY_FILE.`,
    );
  return ring;
}

function orSayWhy(file: string, open: () => KeyRing): KeyRing {
  try {
    return open();
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new Error(`The key file ${file} (SECRET_KEY_FILE) can't be used: ${reasonOf(error)}.`, {
      cause: error,
    });
  }
}
