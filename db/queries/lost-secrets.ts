import { type AnyColumn, and, eq, inArray, isNotNull, type SQL, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import {
  caughtBodies,
  channelSecrets,
  channels,
  recoveryCodes,
  secondFactors,
  snsSubscriptions,
  sourceSecrets,
  sources,
  users,
} from "#db/schema/index.ts";

/** What lost its secrets: the names of each channel's, and who and what is named. */
export type LostSecrets = { channels: Map<string, string[]>; sources: string[]; users: string[] };

/**
 * Deletes everything that is sealed, but for what the keys (ids) in `keep` sealed, and what is worth nothing without
 * it. Returns whose it was: sources by name, users by email.
 */
export function deleteSealed(db: Db, keep: readonly Buffer[] = []): LostSecrets {
  const goes = (sealed: AnyColumn) => and(isNotNull(sealed), notSealedBy(sealed, keep));
  const names = db
    .select({ id: channelSecrets.channelId, name: channelSecrets.name })
    .from(channelSecrets)
    .where(goes(channelSecrets.sealed))
    .all();
  const lost = {
    channels: new Map(
      [...Map.groupBy(names, ({ id }) => id)].map(([id, of]) => [id, of.map(({ name }) => name)]),
    ),
    sources: db
      .selectDistinct({ name: sources.name })
      .from(sourceSecrets)
      .innerJoin(sources, eq(sources.id, sourceSecrets.sourceId))
      .where(goes(sourceSecrets.sealed))
      .all()
      .map(({ name }) => name),
    users: db
      .select({ email: users.email })
      .from(secondFactors)
      .innerJoin(users, eq(users.id, secondFactors.userId))
      .where(goes(secondFactors.secret))
      .all()
      .map(({ email }) => email),
  };
  const without = db
    .select({ id: secondFactors.userId })
    .from(secondFactors)
    .where(goes(secondFactors.secret));
  db.delete(recoveryCodes).where(inArray(recoveryCodes.userId, without)).run();
  db.delete(secondFactors).where(goes(secondFactors.secret)).run();
  for (const table of [channelSecrets, sourceSecrets, caughtBodies])
    db.delete(table).where(goes(table.sealed)).run();
  db.delete(snsSubscriptions).where(goes(snsSubscriptions.sealedUrl)).run();
  return lost;
}

/** An envelope begins with its version and its key's id, of 4 bytes. */
function notSealedBy(sealed: AnyColumn, keyIds: readonly Buffer[]): SQL {
  const ids = keyIds.map((id) => id.toString("hex").toUpperCase());
  return sql`hex(substr(${sealed}, 2, 4)) NOT IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`;
}

/** Disables a channel, also one that was disabled for another reason. */
export function disableWithout(db: Db, id: string, disabledReason: string): void {
  db.update(channels).set({ enabled: false, disabledReason }).where(eq(channels.id, id)).run();
}
