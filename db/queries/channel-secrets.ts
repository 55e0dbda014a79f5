import { and, eq, notInArray, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { channelSecrets } from "#db/schema/index.ts";

/** The place that a channel's sealed secret is bound to. */
export const secretPlace = (channelId: string, name: string) => ({
  table: "channel_secrets",
  row: channelId,
  field: name,
});

/** All sealed secrets of a channel, by name. */
export const sealedSecrets = (db: Db, channelId: string): Map<string, Buffer> =>
  new Map(
    db
      .select({ name: channelSecrets.name, sealed: channelSecrets.sealed })
      .from(channelSecrets)
      .where(eq(channelSecrets.channelId, channelId))
      .all()
      .map(({ name, sealed }) => [name, sealed]),
  );

export function putSecret(db: Db, row: typeof channelSecrets.$inferInsert): void {
  db.insert(channelSecrets)
    .values(row)
    .onConflictDoUpdate({
      target: [channelSecrets.channelId, channelSecrets.name],
      set: { sealed: row.sealed },
    })
    .run();
}

/** Deletes the channel's secrets, except those named. */
export function dropSecrets(db: Db, channelId: string, { except }: { except: string[] }): void {
  db.delete(channelSecrets)
    .where(and(eq(channelSecrets.channelId, channelId), notInArray(channelSecrets.name, except)))
    .run();
}

/**
 * At most `limit` sealed values after `after`, in order of channel and name, so that a rotation can go in
 * steps.
 */
export function someSecrets(db: Db, after: { channelId: string; name: string } | null, limit: number) {
  const rows = db
    .select()
    .from(channelSecrets)
    .orderBy(channelSecrets.channelId, channelSecrets.name)
    .limit(limit);
  if (after === null) return rows.all();
  return rows
    .where(sql`(${channelSecrets.channelId}, ${channelSecrets.name}) > (${after.channelId}, ${after.name})`)
    .all();
}
