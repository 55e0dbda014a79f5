import { hash, randomBytes } from "node:crypto";
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
