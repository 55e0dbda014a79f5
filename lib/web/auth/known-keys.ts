import { apiKeyByHash } from "#db/queries/api-keys.ts";
import { readDb, readVersion } from "#db/read.ts";
import type { Actor } from "#lib/domain/people/actor.ts";
import { hashToken } from "#lib/token.ts";

export type KeyActor = Extract<Actor, { kind: "api_key" }>;

/** A key in force. Its actor is one object for all requests: a message to the engine copies it only once. */
export type KnownKey = { actor: KeyActor; lastUsedAt: number | null };

const known = new Map<string, KnownKey>();
let version = 0;
let isCurrent = false;

/**
 * The valid key that the token belongs to. It is looked up again once any process has committed, so that a
 * revoked key is refused from the next turn of the event loop on.
 */
export function keyInForce(token: string): KnownKey | undefined {
  if (!isCurrent) forgetAfterCommit();
  const before = known.get(token);
  if (before !== undefined) return before;
  const key = lookUp(token);
  if (key !== undefined) known.set(token, key);
  return key;
}

/** Asks once per turn of the event loop: the question takes as long as the rest of a small post's check. */
function forgetAfterCommit(): void {
  const now = readVersion();
  if (now !== version) known.clear();
  version = now;
  isCurrent = true;
  setImmediate(() => {
    isCurrent = false;
  });
}

function lookUp(token: string): KnownKey | undefined {
  const row = apiKeyByHash(readDb(), hashToken(token));
  if (row === undefined) return undefined;
  const { lastUsedAt, ...key } = row;
  return { actor: { kind: "api_key", ...key }, lastUsedAt };
}
