import { and, eq } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { channelVersions } from "#db/schema/index.ts";
import { statement } from "#db/statement.ts";

const keep = statement<{ id: string }>(
  `INSERT INTO channel_versions (channel_id, version, url, url_secrets, auth, headers, format)
   SELECT id, version, url, url_secrets, auth, headers, format FROM channels WHERE id = +@id`,
);

/** Keeps what shows of a channel's present version in its requests. */
export const keepChannelVersion = (db: Db, id: string): void => {
  keep(db).run({ id });
};

export type ChannelVersion = typeof channelVersions.$inferSelect;

/** What showed of a channel at a version, also if it was deleted since. */
export function channelVersion(db: Db, channelId: string, version: number | null): ChannelVersion {
  const found = db
    .select()
    .from(channelVersions)
    .where(and(eq(channelVersions.channelId, channelId), eq(channelVersions.version, version ?? 0)))
    .get();
  if (found === undefined) throw new Error(`The database lacks version ${version} of channel ${channelId}.`);
  return found;
}
