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
 * The `webhook-signature` of Standard Webhooks 1.0.0.
 * @param keys the key of the current secret; after a rotation, that of the previous one too
 */
export function signatureOf(content: SignedContent, keys: readonly KeyObject[]): string {
  return keys.map((key) => sign(content, key)).join(" ");
}

function sign({ id, timestamp, body }: SignedContent, key: KeyObject): string {
  const mac = createHmac("sha256", key).update(`${id}.${timestamp}.${body}`);
  return `v1,${mac.digest("base64")}`;
}
