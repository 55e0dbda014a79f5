import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from "node:crypto";
import {
  closeSync,
  existsSync,
  fchmodSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  unlinkSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";
import { Secret } from "./domain/secret.ts";
import { syncFile } from "./sync-file.ts";

const VERSION = 1;
const KEY_ID_BYTES = 4;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEADER_BYTES = 1 + KEY_ID_BYTES + NONCE_BYTES + TAG_BYTES;

type Key = { id: Buffer; bytes: Buffer };

/** The 32-byte keys that seal secrets at rest. The first one seals new secrets. */
export type KeyRing = readonly [Key, ...Key[]];

/**
 * The place of a sealed value. The seal covers it, so a value that was moved to another row can't be opened.
 */
export type SealedPlace = { table: string; row: string; field: string };

/** Reads the key file: one base64 key of 32 bytes per line. Throws with a sentence for the operator. */
export function readKeyRing(file: string): KeyRing {
  const lines = readFileSync(file, "utf8").split("\n").filter(Boolean);
  const [first, ...rest] = lines.map((line, index) => {
    const bytes = Buffer.from(line, "base64");
    if (bytes.length !== 32 || bytes.toString("base64") !== line.trim())
      throw new Error(
        `Line ${index + 1} of the key file ${file} (SECRET_KEY_FILE) is not a 32-byte key in base64.`,
      );
    return keyOf(bytes);
  });
  if (first === undefined) throw new Error(`The key file ${file} (SECRET_KEY_FILE) is empty.`);
  return [first, ...rest];
}

/** Makes a key file with one new key, which only its owner can read. It is on disk before this returns. */
export function createKeyFile(file: string): KeyRing {
  const ring: KeyRing = [newKey()];
  writeKeyFile(file, ring, "wx");
  return ring;
}

/** Replaces the file with another ring. A kill leaves either the old file or the new one. */
export function replaceKeyFile(file: string, ring: KeyRing): void {
  const beside = `${file}.new`;
  writeKeyFile(beside, ring, "w");
  renameSync(beside, file);
  // A rename is on disk only once its folder is.
  syncFile(dirname(file));
}

/** Leaves keys that are no longer used in a file of their own, for backups of their time. Returns its name. */
export function keepOldKeys(file: string, [first, ...rest]: readonly Key[], now: number): string | null {
  if (first === undefined) return null;
  const old = `${file}.old-${new Date(now).toISOString().replaceAll(/[:.]/g, "-")}`;
  writeKeyFile(old, [first, ...rest], "wx");
  syncFile(dirname(old));
  return old;
}

function writeKeyFile(file: string, ring: KeyRing, flags: "w" | "wx"): void {
  const descriptor = openSync(file, flags, 0o600);
  try {
    closeToOthers(descriptor);
    writeSync(descriptor, ring.map(({ bytes }) => `${bytes.toString("base64")}\n`).join(""));
    fsyncSync(descriptor);
  } catch (error) {
    // On a full disk the file would stay empty, and later starts could not tell that from a lost key.
    unlinkSync(file);
    throw error;
  } finally {
    closeSync(descriptor);
  }
}

/** Closes a file that may have had wider access before. File systems without modes refuse the change. */
function closeToOthers(descriptor: number): void {
  try {
    fchmodSync(descriptor, 0o600);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && MODE_REFUSED.has(String(error.code)))) throw error;
  }
}

const MODE_REFUSED: ReadonlySet<string> = new Set(["EPERM", "ENOTSUP", "ENOSYS"]);

export const newKey = (): Key => keyOf(randomBytes(32));

/** Whether the ring's first key sealed this. */
export const isSealedByFirst = ([first]: KeyRing, envelope: Buffer): boolean =>
  envelope.subarray(1, 1 + KEY_ID_BYTES).equals(first.id);

export const keyFileExists = (file: string): boolean => existsSync(file);

/** A key with its id. The id is the start of the key's hash, so a wrong key can't pass for the right one. */
function keyOf(bytes: Buffer): Key {
  return { id: createHash("sha256").update(bytes).digest().subarray(0, KEY_ID_BYTES), bytes };
}

/** Seals a secret as an AES-256-GCM envelope: version, key id, nonce, tag, ciphertext. */
export function seal(ring: KeyRing, secret: Secret, place: SealedPlace): Buffer {
  const [key] = ring;
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key.bytes, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(aad(place));
  const text = Buffer.concat([cipher.update(secret.reveal(), "utf8"), cipher.final()]);
  return Buffer.concat([Buffer.from([VERSION]), key.id, nonce, cipher.getAuthTag(), text]);
}

/** Whether one of the ring's keys sealed this. */
export const isSealedByRing = (ring: KeyRing, envelope: Buffer): boolean =>
  ring.some((key) => envelope.subarray(1, 1 + KEY_ID_BYTES).equals(key.id));

/**
 * Opens an envelope. Throws if it is damaged, was sealed for another place, or its key is not in the ring.
 */
export function open(ring: KeyRing, envelope: Buffer, place: SealedPlace): Secret {
  if (envelope.length < HEADER_BYTES || envelope[0] !== VERSION)
    throw new Error(`The sealed value at ${nameOf(place)} is damaged.`);
  const keyId = envelope.subarray(1, 1 + KEY_ID_BYTES);
  const key = ring.find((one) => one.id.equals(keyId));
  if (!key) throw new Error(`The key that sealed ${nameOf(place)} is not in the key file.`);
  const nonceEnd = 1 + KEY_ID_BYTES + NONCE_BYTES;
  const decipher = createDecipheriv("aes-256-gcm", key.bytes, envelope.subarray(1 + KEY_ID_BYTES, nonceEnd), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(aad(place));
  decipher.setAuthTag(envelope.subarray(nonceEnd, HEADER_BYTES));
  try {
    return new Secret(
      decipher.update(envelope.subarray(HEADER_BYTES), undefined, "utf8") + decipher.final("utf8"),
    );
  } catch {
    throw new Error(`The sealed value at ${nameOf(place)} is damaged or was moved there.`);
  }
}

/** A 32-byte key for another purpose (such as signing session cookies), derived from the ring's first key. */
export function deriveKey([key]: KeyRing, purpose: string): string {
  return Buffer.from(hkdfSync("sha256", key.bytes, "tocsin", purpose, 32)).toString("base64url");
}

const nameOf = ({ table, row, field }: SealedPlace): string => `${table} ${row} ${field}`;

const aad = (place: SealedPlace): Buffer =>
  Buffer.from(JSON.stringify([place.table, place.row, place.field]));
