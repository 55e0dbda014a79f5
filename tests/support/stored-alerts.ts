import { join } from "node:path";
import { type Connection, openWriter } from "#db/client.ts";
import { migrate } from "#db/migrate.ts";
import { type EventRow, insertEvent, moveAlertTo, type NewEvent } from "#db/queries/alerts.ts";
import { Lines } from "#db/queries/lines.ts";
import type { Payload } from "#lib/domain/alert/alert.ts";
import { type PublishedEvent, publish, type Routes } from "#lib/engine/intake/publish.ts";
import type { Tx } from "#lib/engine/write/context.ts";
import { NewIds } from "#lib/engine/write/new-ids.ts";
import { temporaryFolder } from "./folder.ts";
import { storedPayload } from "./rules.ts";

/** An event that has no id yet. */
export type UnnumberedEvent = Omit<NewEvent, "seq" | "boot" | "id">;

/** An event of an alert, without an id. Members that are left out get defaults. */
export function anEvent(given: Partial<Payload> & { alert_id: string }, receivedAt = 0): UnnumberedEvent {
  const at = new Date(receivedAt).toISOString();
  const payload = storedPayload({
    alert_title: `Title of ${given.alert_id}`,
    occurred_at: at,
    source_name: null,
    update_at: at,
    ...given,
  });
  const source = { apiKeyId: null, remark: null, test: false };
  return { payload, details: null, ...source, receivedAt, hops: 0 };
}

/** Publishes an event under the next id, which it returns. */
export function publishNext(
  tx: Tx,
  event: UnnumberedEvent & Pick<PublishedEvent, "before" | "endsAt">,
  routes: Routes,
): string {
  const numbered = { ...event, ...tx.ids.event() };
  publish(tx, numbered, routes);
  return numbered.id;
}

export const asRow = (event: NewEvent): EventRow => ({
  ...event,
  alertId: event.payload.alert_id,
  payloadText: JSON.stringify(event.payload),
});

export type AlertsDatabase = Connection &
  Disposable & {
    at(now: number): Tx;
    /** Stores the events and returns their ids. */
    store(...events: UnnumberedEvent[]): string[];
  };

const UNROUTED = { opened: false, reached: {}, autoResolveAt: null, endsAt: null };

/** A migrated database without an engine: `using database = alertsDatabase()`. */
export function alertsDatabase(): AlertsDatabase {
  const folder = temporaryFolder();
  const connection = openWriter(join(folder.path, "tocsin.db"));
  migrate(connection);
  const ids = new NewIds(connection.db);
  const lines = new Lines(connection.db);
  return {
    ...connection,
    at: (now) => ({
      db: connection.db,
      now,
      ids,
      lines,
      afterCommit: () => {},
      tally: () => {},
      rollUp: () => {},
    }),
    store: connection.sqlite.transaction((...events: UnnumberedEvent[]) =>
      events.map((one) => {
        const event = { ...one, ...ids.event() };
        insertEvent(connection.db, asRow(event));
        moveAlertTo(connection.db, event, UNROUTED);
        return event.id;
      }),
    ),
    [Symbol.dispose]() {
      connection.sqlite.close();
      folder[Symbol.dispose]();
    },
  };
}
