import { and, desc, eq, gt, isNotNull, isNull, or, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { apiKeys } from "#db/schema/index.ts";
import { statement } from "#db/statement.ts";
import type { Scope } from "#lib/domain/people/actor.ts";
import { type ApiKeyView, namespaceFrom, startOfDay } from "#lib/domain/people/api-key.ts";
import { nameKey } from "#lib/domain/text.ts";

const shown = {
  id: apiKeys.id,
  name: apiKeys.name,
  hint: apiKeys.hint,
  scopes: apiKeys.scopes,
  namespace: apiKeys.namespace,
  addresses: apiKeys.addresses,
  perMinute: apiKeys.perMinute,
  createdBy: apiKeys.createdBy,
  createdAt: apiKeys.createdAt,
  lastUsedAt: apiKeys.lastUsedAt,
  expiresAt: apiKeys.expiresAt,
  revokedAt: apiKeys.revokedAt,
  offSince: apiKeys.offSince,
};

type Row = Omit<ApiKeyView, "namespace"> & { namespace: string | null };

/** Earlier versions stored no namespace, and the moment of the last use. */
const viewOf = ({ namespace, lastUsedAt, ...row }: Row): ApiKeyView => ({
  ...row,
  namespace: namespace ?? namespaceFrom(row.name),
  lastUsedAt: lastUsedAt === null ? null : startOfDay(lastUsedAt),
});

/** Whether a key is neither revoked nor expired at `now`, ms since 1970. */
export const isActive = (now: number) =>
  and(isNull(apiKeys.revokedAt), or(isNull(apiKeys.expiresAt), gt(apiKeys.expiresAt, now)));

/** All keys: those active at `now` (ms since 1970) before the others, each newest first. */
export async function listApiKeys(db: Db, now: number): Promise<ApiKeyView[]> {
  const rows = db
    .select(shown)
    .from(apiKeys)
    .orderBy(sql`NOT (${isActive(now)})`, desc(apiKeys.createdAt))
    .all();
  return rows.map(viewOf);
}

/** The key with this id, also if it is over. */
export async function findApiKey(db: Db, id: string): Promise<ApiKeyView | null> {
  const row = db.select(shown).from(apiKeys).where(eq(apiKeys.id, id)).get();
  return row === undefined ? null : viewOf(row);
}

/** How many keys are active at `now`, ms since 1970. */
export const activeKeys = (db: Db, now: number): number =>
  db.select({ n: sql<number>`count(*)` }).from(apiKeys).where(isActive(now)).get()?.n ?? 0;

type KeyRow = {
  id: string;
  name: string;
  scopes: string;
  namespace: string | null;
  lastUsedAt: number | null;
} & Bounds<string>;

/** What confines the use of a key; null where it is not. `addresses` are CIDR ranges. */
type Bounds<Addresses> = {
  expiresAt: number | null;
  addresses: Addresses | null;
  perMinute: number | null;
};

const unrevokedByHash = statement<{ hash: Buffer }, KeyRow>(
  `SELECT id, name, scopes, namespace, last_used_at AS lastUsedAt,
     expires_at AS expiresAt, addresses, per_minute AS perMinute
   FROM api_keys WHERE hash = +@hash AND revoked_at IS NULL AND off_since IS NULL`,
);

export type UnrevokedKey = {
  id: string;
  name: string;
  scopes: Scope[];
  namespace: string;
  lastUsedAt: number | null;
} & Bounds<string[]>;

/**
 * The key with this SHA-256, unless it is revoked or off; it may have expired. lib/web/auth/known-keys.ts caches the
 * answer.
 */
export function apiKeyByHash(db: Db, hash: Buffer): UnrevokedKey | undefined {
  const row = unrevokedByHash(db).get({ hash });
  if (row === undefined) return undefined;
  const addresses = row.addresses === null ? null : JSON.parse(row.addresses);
  const namespace = row.namespace ?? namespaceFrom(row.name);
  return { ...row, scopes: JSON.parse(row.scopes), namespace, addresses };
}

/** The name and scopes of a key that is active at `now`, ms since 1970. */
export const activeKeyById = (
  db: Db,
  id: string,
  now: number,
): { id: string; name: string; scopes: Scope[] } | undefined =>
  db
    .select({ id: apiKeys.id, name: apiKeys.name, scopes: apiKeys.scopes })
    .from(apiKeys)
    .where(and(eq(apiKeys.id, id), isActive(now), isNull(apiKeys.offSince)))
    .get();

/** Turns on the keys that are off since a restore; returns their ids and names. */
export const turnOnKeys = (db: Db): { id: string; name: string }[] =>
  db
    .update(apiKeys)
    .set({ offSince: null })
    .where(and(isNotNull(apiKeys.offSince), isNull(apiKeys.revokedAt)))
    .returning({ id: apiKeys.id, name: apiKeys.name })
    .all();

/** Turns off the active keys that `isKnown` does not name; returns how many. */
export function turnOffKeys(db: Db, now: number, isKnown: (id: string) => boolean): number {
  const unknown = db
    .select({ id: apiKeys.id })
    .from(apiKeys)
    .where(isActive(now))
    .all()
    .filter(({ id }) => !isKnown(id));
  for (const { id } of unknown) db.update(apiKeys).set({ offSince: now }).where(eq(apiKeys.id, id)).run();
  return unknown.length;
}

/** How many keys are off since a restore, of those active at `now`, ms since 1970. */
export const keysOff = (db: Db, now: number): number =>
  db
    .select({ n: sql<number>`count(*)` })
    .from(apiKeys)
    .where(and(isActive(now), isNotNull(apiKeys.offSince)))
    .get()?.n ?? 0;

/** The keys that are active at `now` (ms since 1970) with this id or, for the command line, this name. */
export const activeKeysNamed = (db: Db, idOrName: string, now: number): { id: string; name: string }[] =>
  db
    .select({ id: apiKeys.id, name: apiKeys.name })
    .from(apiKeys)
    .where(and(or(eq(apiKeys.id, idOrName), eq(apiKeys.name, idOrName)), isActive(now)))
    .all();

/** The name of an active key that differs from this name at most in case; undefined if there is none. */
export function takenKeyName(db: Db, name: string, now: number): string | undefined {
  const names = db.select({ name: apiKeys.name }).from(apiKeys).where(isActive(now)).all();
  return names.find((one) => nameKey(one.name) === nameKey(name))?.name;
}

export function insertApiKey(db: Db, row: typeof apiKeys.$inferInsert): void {
  db.insert(apiKeys).values(row).run();
}

/** Returns the key; undefined if there is none, or it was revoked already. */
export const markApiKeyRevoked = (
  db: Db,
  id: string,
  now: number,
): { id: string; name: string } | undefined =>
  db
    .update(apiKeys)
    .set({ revokedAt: now })
    .where(and(eq(apiKeys.id, id), isNull(apiKeys.revokedAt)))
    .returning({ id: apiKeys.id, name: apiKeys.name })
    .get();

/** `day` is the start of a UTC day, in ms since 1970. */
export function markApiKeyUsed(db: Db, id: string, day: number): void {
  db.update(apiKeys).set({ lastUsedAt: day }).where(eq(apiKeys.id, id)).run();
}

/** The names of all keys by their ids, also of those that are over. */
export const apiKeyNames = (db: Db): Map<string, string> =>
  new Map(
    db
      .select({ id: apiKeys.id, name: apiKeys.name })
      .from(apiKeys)
      .all()
      .map(({ id, name }) => [id, name]),
  );
