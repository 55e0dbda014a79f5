import { and, desc, eq, isNull, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { apiKeys } from "#db/schema/index.ts";
import { statement } from "#db/statement.ts";
import type { Scope } from "#lib/domain/people/actor.ts";
import type { ApiKeyView } from "#lib/domain/people/api-key.ts";

const shown = {
  id: apiKeys.id,
  name: apiKeys.name,
  hint: apiKeys.hint,
  scopes: apiKeys.scopes,
  createdAt: apiKeys.createdAt,
  lastUsedAt: apiKeys.lastUsedAt,
  revokedAt: apiKeys.revokedAt,
};

/** All keys: those in force before revoked ones, each newest first. */
export async function listApiKeys(db: Db): Promise<ApiKeyView[]> {
  return db
    .select(shown)
    .from(apiKeys)
    .orderBy(sql`${apiKeys.revokedAt} IS NOT NULL`, desc(apiKeys.createdAt))
    .all();
}

const inForceByHash = statement<
  { hash: Buffer },
  { id: string; name: string; scopes: string; lastUsedAt: number | null }
>(
  `SELECT id, name, scopes, last_used_at AS lastUsedAt FROM api_keys
   WHERE hash = +@hash AND revoked_at IS NULL`,
);

type ApiKeyInForce = { id: string; name: string; scopes: Scope[]; lastUsedAt: number | null };

/** The key with this SHA-256, unless it is revoked. lib/web/auth/known-keys.ts caches the answer. */
export function apiKeyByHash(db: Db, hash: Buffer): ApiKeyInForce | undefined {
  const row = inForceByHash(db).get({ hash });
  return row === undefined ? undefined : { ...row, scopes: JSON.parse(row.scopes) };
}

/** The name and scopes of a key that is not revoked. */
export const apiKeyById = (db: Db, id: string): { id: string; name: string; scopes: Scope[] } | undefined =>
  db
    .select({ id: apiKeys.id, name: apiKeys.name, scopes: apiKeys.scopes })
    .from(apiKeys)
    .where(and(eq(apiKeys.id, id), isNull(apiKeys.revokedAt)))
    .get();

/** The keys with this id or, for the CLI, this name; revoked ones too. */
export const apiKeysNamed = (db: Db, idOrName: string): ApiKeyView[] =>
  db
    .select(shown)
    .from(apiKeys)
    .where(sql`${apiKeys.id} = ${idOrName} OR ${apiKeys.name} = ${idOrName}`)
    .all();

export function insertApiKey(db: Db, row: typeof apiKeys.$inferInsert): void {
  db.insert(apiKeys).values(row).run();
}

export function markApiKeyRevoked(db: Db, id: string, now: number): void {
  db.update(apiKeys)
    .set({ revokedAt: now })
    .where(and(eq(apiKeys.id, id), isNull(apiKeys.revokedAt)))
    .run();
}

export function markApiKeyUsed(db: Db, id: string, now: number): void {
  db.update(apiKeys).set({ lastUsedAt: now }).where(eq(apiKeys.id, id)).run();
}
