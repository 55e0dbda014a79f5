import { asc, eq } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { accessRequestEvents } from "#db/schema/index.ts";
import {
  ACCESS_REQUEST_EVENTS,
  type AccessRequestChannel,
  type AccessRequestEvent,
  type AccessRequests,
} from "#lib/domain/rule/access-request.ts";
import { installationFact, setInstallationFact } from "./installation.ts";

/** The installation fact that counts the changes; not set before the first one. */
const VERSION = "access_requests_version";

/** Which channels are notified of which Access Request events, the oldest channel first. */
export const findAccessRequests = async (db: Db): Promise<AccessRequests> => readAccessRequests(db);

/** Like `findAccessRequests`, inside the open transaction. */
export function readAccessRequests(db: Db): AccessRequests {
  const rows = db.select().from(accessRequestEvents).orderBy(asc(accessRequestEvents.channelId)).all();
  const byChannel = Map.groupBy(rows, ({ channelId }) => channelId);
  const channels = [...byChannel].map(([channel_id, selected]) => ({
    channel_id,
    events: inOrder(selected.map(({ event }) => event)),
  }));
  return { channels, version: Number(installationFact(db, VERSION) ?? 0) };
}

/** The Access Request events that one channel is notified of. */
export async function accessRequestEventsOf(db: Db, channelId: string): Promise<AccessRequestEvent[]> {
  const rows = db
    .select()
    .from(accessRequestEvents)
    .where(eq(accessRequestEvents.channelId, channelId))
    .all();
  return inOrder(rows.map(({ event }) => event));
}

/** Replaces everything that was selected, as the next version. */
export function replaceAccessRequests(db: Db, channels: readonly AccessRequestChannel[]): void {
  const next = readAccessRequests(db).version + 1;
  db.delete(accessRequestEvents).run();
  for (const { channel_id: channelId, events } of channels)
    db.insert(accessRequestEvents)
      .values(events.map((event) => ({ channelId, event })))
      .run();
  setInstallationFact(db, VERSION, String(next));
}

/** Deletes the Access Request events of a channel; returns whether it had any. */
export function dropAccessRequests(db: Db, channelId: string): boolean {
  return db.delete(accessRequestEvents).where(eq(accessRequestEvents.channelId, channelId)).run().changes > 0;
}

const inOrder = (events: readonly string[]): AccessRequestEvent[] =>
  ACCESS_REQUEST_EVENTS.filter((event) => events.includes(event));
