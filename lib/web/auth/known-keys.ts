import { apiKeyByHash, type UnrevokedKey } from "#db/queries/api-keys.ts";
import { readDb, readVersion } from "#db/read.ts";
import { type AddressRange, parseRanges } from "#lib/domain/ip-range.ts";
import type { Actor } from "#lib/domain/people/actor.ts";
import { hashToken } from "#lib/token.ts";

export type KeyActor = Extract<Actor, { kind: "api_key" }>;

/** What confines a key: where not, null. */
export type KeyBounds = {
  /** In ms since 1970. */
  expiresAt: number | null;
  addresses: readonly AddressRange[] | null;
  perMinute: number | null;
};

/**
 * A key that is not revoked. Its actor is one object for all requests: a message to the engine copies it only
 * once. `bounds` is null for a key that nothing confines, so that its requests pay for one look at it.
 */
export type KnownKey = {
  actor: KeyActor;
  /** Part of the ids of alerts that come in a sender's own format. */
  namespace: string;
  lastUsedAt: number | null;
  bounds: KeyBounds | null;
};

const known = new Map<string, KnownKey>();
let version = 0;
let isCurrent = false;

/**
 * The key that the token belongs to, unless it is revoked. It is looked up again once any process has
 * committed, so that a revoked key is refused from the next turn of the event loop on.
 */
export function unrevokedKey(token: string): KnownKey | undefined {
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
  const { id, name, scopes, namespace, lastUsedAt } = row;
  return { actor: { kind: "api_key", id, name, scopes }, namespace, lastUsedAt, bounds: boundsOf(row) };
}

function boundsOf({ expiresAt, addresses, perMinute }: UnrevokedKey): KeyBounds | null {
  if (expiresAt === null && addresses === null && perMinute === null) return null;
  return { expiresAt, perMinute, addresses: addresses && parseRanges(addresses.join(" ")) };
}
