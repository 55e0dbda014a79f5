import { type ApiKeyInForce, apiKeyByHash } from "#db/queries/api-keys.ts";
import { readDb, readVersion } from "#db/read.ts";
import { hashToken } from "#lib/token.ts";

const known = new Map<string, ApiKeyInForce>();
let version = 0;

/**
 * The valid key that the token belongs to. The result is cached only until any process commits, so that a
 * revoked key is refused at the next request. Between two commits many posts come with the same key.
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
