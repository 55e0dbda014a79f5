import { and, eq } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { channels, channelVersions } from "#db/schema/index.ts";

/** Every channel, deleted ones too, with the parts of its URL. */
export const allChannelUrls = (db: Db) =>
  db
    .select({
      id: channels.id,
      url: channels.url,
      urlSecrets: channels.urlSecrets,
      deletedAt: channels.deletedAt,
    })
    .from(channels)
    .all();

/**
 * Writes a URL in another spelling, for a deleted channel too. This is nobody's edit, so the version stays.
 */
export function writeSpelling(db: Db, id: string, url: string): void {
  db.update(channels).set({ url }).where(eq(channels.id, id)).run();
  const { version } = channels;
  const present = db.select({ version }).from(channels).where(eq(channels.id, id));
  db.update(channelVersions)
    .set({ url })
    .where(and(eq(channelVersions.channelId, id), eq(channelVersions.version, present)))
    .run();
}
