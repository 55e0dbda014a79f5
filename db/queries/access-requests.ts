import { asc, eq } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { accessRequestEvents } from "#db/schema/index.ts";
import { ACCESS_REQUEST_EVENTS, type AccessRequestEvent } from "#lib/domain/rule/access-request.ts";
import type { AccessRequestChannel, AccessRequests } from "#lib/domain/rule/access-request-schema.ts";
import { installationFact, setInstallationFact } from "./installation.ts";

/** The installation fact that holds the version; absent before the first change. */
const VERSION = "access_requests_version";

/** Which channels get which Access Request events, oldest channel first. */
export const findAccessRequests = async (db: Db): Promise<AccessRequests> => readAccessRequests(db);

/** The same, read in the open transaction. */
export function readAccessRequests(db: Db): AccessRequests {
  const rows = db.select().from(accessRequestEvents).orderBy(asc(accessRequestEvents.channelId)).all();
  const byChannel = Map.groupBy(rows, ({ channelId }) => channelId);
  const channels = [...byChannel].map(([channel_id, selected]) => ({
    channel_id,
    events: inOrder(selected.map(({ event }) => event)),
  }));
  return { channels, version: Number(installationFact(db, VERSION) ?? 0) };
}

/** The Access Request events that one channel gets. */
export async function accessRequestEventsOf(db: Db, channelId: string): Promise<AccessRequestEvent[]> {
  const rows = db
    .select()
    .from(accessRequestEvents)
    .where(eq(accessRequestEvents.channelId, channelId))
    .all();
  return inOrder(rows.map(({ event }) => event));
}

/** Replaces the whole selection, as the next version. */
export function replaceAccessRequests(db: Db, channels: readonly AccessRequestChannel[]): void {
  const next = readAccessRequests(db).version + 1;
  db.delete(accessRequestEvents).run();
  for (const { channel_id: channelId, events } of channels)
    db.insert(accessRequestEvents)
      .values(events.map((event) => ({ channelId, event })))
      .run();
  setInstallationFact(db, VERSION, String(next));
}

/** Removes a channel's selection; returns whether it had any. */
export function dropAccessRequests(db: Db, channelId: string): boolean {
  return db.delete(accessRequestEvents).where(eq(accessRequestEvents.channelId, channelId)).run().changes > 0;
}

const inOrder = (events: readonly string[]): AccessRequestEvent[] =>
  ACCESS_REQUEST_EVENTS.filter((event) => events.includes(event));
