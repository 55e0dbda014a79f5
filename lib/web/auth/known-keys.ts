import { type ApiKeyInForce, apiKeyByHash } from "#db/queries/api-keys.ts";
import { readDb, readVersion } from "#db/read.ts";
import { hashToken } from "#lib/token.ts";

const known = new Map<string, ApiKeyInForce>();
let version = 0;
let isCurrent = false;

/**
 * The valid key that the token belongs to. It is looked up again once any process has committed, so that a
 * revoked key is refused from the next turn of the event loop on.
 */
export function keyInForce(token: string): ApiKeyInForce | undefined {
  if (!isCurrent) forgetAfterCommit();
  const before = known.get(token);
  if (before !== undefined) return before;
  const key = apiKeyByHash(readDb(), hashToken(token));
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
