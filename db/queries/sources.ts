import { asc, desc, eq, gt } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { sourceSecrets, sources } from "#db/schema/index.ts";
import { isSourceType, type SourceView, usualSource } from "#lib/domain/source/own/source-view.ts";
import { SOURCE_TYPES } from "#lib/domain/source/source.ts";
import { nameKey } from "#lib/domain/text.ts";
import { badCursor, DEFAULT_LIMIT, type Page, type PageRequest, toPage } from "./page.ts";
import { SIGNING, sealedSourceSecret } from "./senders.ts";

/** A stored source; a type whose settings were never changed has none. */
export function storedSource(db: Db, id: string): SourceView | undefined {
  const row = db.select().from(sources).where(eq(sources.id, id)).get();
  return row && { ...viewOf(row), secretSaved: sealedSourceSecret(db, id) !== undefined };
}

function viewOf({ nameKey: _, ...row }: typeof sources.$inferSelect): SourceView {
  return { ...row, secretSaved: false };
}

/** A source of one's own, or a sender's type with its settings; undefined if there is none of this id. */
export const findSource = (db: Db, id: string): SourceView | undefined =>
  storedSource(db, id) ?? (isSourceType(id) ? usualSource(id) : undefined);

/** The sources of one's own, newest first: their ids sort by age. */
const ownSources = (db: Db): SourceView[] =>
  db.select().from(sources).where(eq(sources.type, "json")).orderBy(desc(sources.id)).all().map(viewOf);

/** Every source: those of one's own newest first, then the senders' types in the order of the page. */
const allSources = (db: Db): SourceView[] => [
  ...ownSources(db),
  ...SOURCE_TYPES.flatMap((type) => findSource(db, type) ?? []),
];

/** The stored sources: the senders' types that were ever changed, in the order of the page, then one's own by name. */
export const storedSources = (db: Db): SourceView[] => [
  ...SOURCE_TYPES.flatMap((type) => storedSource(db, type) ?? []),
  ...db
    .select()
    .from(sources)
    .where(eq(sources.type, "json"))
    .orderBy(asc(sources.nameKey))
    .all()
    .map(viewOf),
];

/** A page of them. There are a few hundred at most. */
export function pageOfSources(db: Db, { limit = DEFAULT_LIMIT, cursor }: PageRequest): Page<SourceView> {
  if (cursor !== undefined && !isSourceType(cursor) && !OWN_ID.test(cursor)) throw badCursor();
  const rows = allSources(db).filter(({ id }) => cursor === undefined || isAfter(id, cursor));
  return toPage(rows.slice(0, limit + 1), limit, ({ id }) => id);
}

const OWN_ID = /^src_[0-9a-f-]{36}$/;

/** Also right once the source that the cursor names is deleted. */
function isAfter(id: string, cursor: string): boolean {
  if (!isSourceType(id)) return !isSourceType(cursor) && id < cursor;
  return !isSourceType(cursor) || SOURCE_TYPES.indexOf(id) > SOURCE_TYPES.indexOf(cursor);
}

export const sourceNamed = (db: Db, name: string) =>
  db
    .select({ id: sources.id, name: sources.name })
    .from(sources)
    .where(eq(sources.nameKey, nameKey(name)))
    .get();

/** Stores a source, new or changed. */
export function putSource(
  db: Db,
  { id, type, name, settings, version }: Pick<SourceView, "id" | "type" | "name" | "settings" | "version">,
  now: number,
): void {
  const row = { type, name, nameKey: nameKey(name), settings, version, updatedAt: now };
  db.insert(sources)
    .values({ id, ...row, createdAt: now })
    .onConflictDoUpdate({ target: sources.id, set: row })
    .run();
}

export function deleteSourceRow(db: Db, id: string): void {
  db.delete(sources).where(eq(sources.id, id)).run();
  db.delete(sourceSecrets).where(eq(sourceSecrets.sourceId, id)).run();
}

/** Stores the secret, or deletes it if it is null. */
export function putSourceSecret(db: Db, sourceId: string, sealed: Buffer | null): void {
  const key = { sourceId, name: SIGNING };
  if (sealed === null) {
    db.delete(sourceSecrets).where(eq(sourceSecrets.sourceId, sourceId)).run();
    return;
  }
  db.insert(sourceSecrets)
    .values({ ...key, sealed })
    .onConflictDoUpdate({ target: [sourceSecrets.sourceId, sourceSecrets.name], set: { sealed } })
    .run();
}

/** At most `limit` sealed secrets after that of `after`, in order, so that a rotation can go in steps. */
export const someSourceSecrets = (db: Db, after: string, limit: number) =>
  db
    .select()
    .from(sourceSecrets)
    .where(gt(sourceSecrets.sourceId, after))
    .orderBy(sourceSecrets.sourceId)
    .limit(limit)
    .all();
