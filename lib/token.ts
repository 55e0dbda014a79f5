import { hash, randomBytes } from "node:crypto";

/** A random value of 32 bytes, safe in URLs and headers. */
export const newToken = (): string => randomBytes(32).toString("base64url");

/** The stored form of a token. A plain SHA-256 is safe, as nobody can guess 32 random bytes. */
export const hashToken = (token: string): Buffer => hash("sha256", token, "buffer");
