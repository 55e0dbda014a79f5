import { hash, randomBytes } from "node:crypto";

/** A random value of 32 bytes, safe in URLs and headers. */
export const newToken = (): string => randomBytes(32).toString("base64url");

/** What is kept of a token: of 32 random bytes a plain SHA-256 can't be guessed back. */
export const hashToken = (token: string): Buffer => hash("sha256", token, "buffer");
