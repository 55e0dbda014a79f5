import { eq } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { channels } from "#db/schema/index.ts";

/** Every channel that there ever was, with what its URL is made of. */
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

/** Writes a URL in another spelling, also a deleted channel's: nobody's edit, so the version stays. */
export function writeSpelling(db: Db, id: string, url: string): void {
  db.update(channels).set({ url }).where(eq(channels.id, id)).run();
}
