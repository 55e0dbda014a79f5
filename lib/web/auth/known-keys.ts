import { type ApiKeyInForce, apiKeyByHash } from "#db/queries/api-keys.ts";
import { readDb, readVersion } from "#db/read.ts";
import { hashToken } from "#lib/token.ts";

const known = new Map<string, ApiKeyInForce>();
let version = 0;

/**
 * The key in force that this token is of. What was found is kept only until anybody commits anything, so that a
 * revocation counts at the very next request; between two commits many posts come with the same key.
 */
export function keyInForce(token: string): ApiKeyInForce | undefined {
  const now = readVersion();
  if (now !== version) known.clear();
  version = now;
  const before = known.get(token);
  if (before !== undefined) return before;
  const key = apiKeyByHash(readDb(), hashToken(token));
  if (key !== undefined) known.set(token, key);
  return key;
}
