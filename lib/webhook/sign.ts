import { createHmac, createSecretKey, type KeyObject, randomBytes } from "node:crypto";

const PREFIX = "whsec_";
const SECRET_BYTES = 32;

/** Makes a signing secret for Standard Webhooks: `whsec_` and the base64 of 32 random bytes. */
export function newSigningSecret(): string {
  return PREFIX + randomBytes(SECRET_BYTES).toString("base64");
}

/** What is signed. `body` is sent as UTF-8. */
export type SignedContent = {
  /** The event's id: the same on every retry and redelivery. */
  id: string;
  /** The time of this attempt, in seconds since the epoch. */
  timestamp: number;
  body: string;
};

/**
 * Reads the key from a signing secret. Keep it: making it takes longer than a signature.
 * @throws TypeError if the secret isn't `whsec_` and the base64 of 24 to 64 bytes
 */
export function signingKey(secret: string): KeyObject {
  const key = Buffer.from(secret.slice(PREFIX.length), "base64");
  if (!secret.startsWith(PREFIX) || key.length < 24 || key.length > 64) {
    throw new TypeError("A signing secret is whsec_ and the base64 of 24 to 64 bytes.");
  }
  return createSecretKey(key);
}

/**
 * The signatures of Standard Webhooks 1.0.0, 32 bytes for each key.
 * @param keys the key of the current secret; after a rotation, that of the previous one too
 */
export function signaturesOf({ id, timestamp, body }: SignedContent, keys: readonly KeyObject[]): Buffer {
  const content = `${id}.${timestamp}.${body}`;
  const [first, ...others] = keys.map((key) => createHmac("sha256", key).update(content).digest());
  if (first === undefined) throw new TypeError("A request is signed with one key at least.");
  return others.length === 0 ? first : Buffer.concat([first, ...others]);
}
