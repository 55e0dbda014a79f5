import { join } from "node:path";
import { type Connection, openWriter } from "#db/client.ts";
import { migrate } from "#db/migrate.ts";
import { type EventRow, insertEvent, moveAlertTo, type NewEvent } from "#db/queries/alerts.ts";
import type { Payload } from "#lib/domain/alert/alert.ts";
import { newId } from "#lib/domain/ids.ts";
import type { Tx } from "#lib/engine/write/context.ts";
import { temporaryFolder } from "./folder.ts";
import { storedPayload } from "./rules.ts";

/** An event of an alert. Members that are left out get defaults. */
export function anEvent(given: Partial<Payload> & { alert_id: string }, receivedAt = 0): NewEvent {
  const at = new Date(receivedAt).toISOString();
  const payload = storedPayload({
    alert_title: `Title of ${given.alert_id}`,
    occurred_at: at,
    source_name: null,
    update_at: at,
    ...given,
  });
  const source = { apiKeyId: null, remark: null, test: false };
  return { id: newId("evt"), payload, details: null, ...source, receivedAt, hops: 0 };
}

export const asRow = (event: NewEvent): EventRow => ({
  ...event,
  alertId: event.payload.alert_id,
  payloadText: JSON.stringify(event.payload),
});

export type AlertsDatabase = Connection &
  Disposable & { at(now: number): Tx; store(...events: NewEvent[]): void };

const UNROUTED = { opened: false, reached: {}, autoResolveAt: null };

/** A migrated database without an engine: `using database = alertsDatabase()`. */
export function alertsDatabase(): AlertsDatabase {
  const folder = temporaryFolder();
  const connection = openWriter(join(folder.path, "tocsin.db"));
  migrate(connection);
  return {
    ...connection,
    at: (now) => ({ db: connection.db, now, afterCommit: () => {}, tally: () => {} }),
    store: connection.sqlite.transaction((...events: NewEvent[]) => {
      for (const event of events)
        moveAlertTo(connection.db, insertEvent(connection.db, asRow(event)), event, UNROUTED);
    }),
    [Symbol.dispose]() {
      connection.sqlite.close();
      folder[Symbol.dispose]();
    },
  };
}
