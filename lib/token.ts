import { hash, randomBytes } from "node:crypto";
import { crc32 } from "node:zlib";
import { plainRecoveryCode } from "./domain/people/second-factor.ts";

/** A random value of 32 bytes, safe in URLs and headers. */
export const newToken = (): string => randomBytes(32).toString("base64url");

/** The stored form of a token. A plain SHA-256 is safe, as nobody can guess 32 random bytes. */
export const hashToken = (token: string): Buffer => hash("sha256", token, "buffer");

/** Crockford's base32: without letters that people mistake for others. */
const LETTERS = "0123456789abcdefghjkmnpqrstvwxyz";

/** A new recovery code of 80 random bits: `k3vm-9x0q-7tfa-2wrb`. */
export const newRecoveryCode = (): string =>
  Array.from(randomBytes(16), (byte) => LETTERS[byte % LETTERS.length])
    .join("")
    .replace(/(.{4})(?=.)/g, "$1-");

/** The stored form of a recovery code. A plain SHA-256 is safe, as nobody can guess 80 random bits. */
export const hashRecoveryCode = (code: string): Buffer => hashToken(plainRecoveryCode(code));
const KEY_PREFIX = "tocsin_";
/** A token's 43 characters and a checksum of 6: keys of earlier versions end before the checksum. */
const KEY_LENGTH = KEY_PREFIX.length + 43 + 6;

/**
 * A new API key: `tocsin_`, a token, and the CRC-32 of both. By the prefix and the checksum, programs that look
 * for leaked secrets recognise it.
 */
export function newApiKey(): string {
  const start = KEY_PREFIX + newToken();
  return start + checksumOf(start);
}

/** Enough of a key to recognise it in a list. */
export const keyHint = (key: string): string => key.slice(0, KEY_PREFIX.length + 4);

/** Whether a text can't be an API key, because it is cut off or mistyped. */
export function isMistypedKey(text: string): boolean {
  if (!text.startsWith(KEY_PREFIX)) return true;
  if (text.length === KEY_LENGTH - 6) return false;
  return text.length !== KEY_LENGTH || checksumOf(text.slice(0, -6)) !== text.slice(-6);
}

function checksumOf(text: string): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(crc32(text));
  return bytes.toString("base64url");
}
