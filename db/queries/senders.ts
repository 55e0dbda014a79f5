import type { Db } from "#db/client.ts";
import { statement } from "#db/statement.ts";
import type { SenderNote } from "#lib/domain/source/sender-note-schema.ts";
import type { SourceSettings } from "#lib/domain/source/settings.ts";

const settingsOf = statement<{ id: string }, { settings: string }>(
  "SELECT settings FROM sources WHERE id = +@id",
);

/** The stored settings of a source, by its type or its own id; undefined if there are none. */
export function storedSourceSettings(db: Db, id: string): SourceSettings | undefined {
  const row = settingsOf(db).get({ id });
  return row === undefined ? undefined : JSON.parse(row.settings);
}

/** The name of a source's only secret so far: its signatures are checked by it. */
export const SIGNING = "secret";

/** The place that a source's sealed secret is bound to. */
export const sourceSecretPlace = (sourceId: string, name: string = SIGNING) => ({
  table: "source_secrets",
  row: sourceId,
  field: name,
});

const sealedOf = statement<{ id: string; name: string }, { sealed: Buffer }>(
  "SELECT sealed FROM source_secrets WHERE source_id = +@id AND name = +@name",
);

/** The sealed secret by which a source checks signatures; undefined if it has none. */
export const sealedSourceSecret = (db: Db, id: string): Buffer | undefined =>
  sealedOf(db).get({ id, name: SIGNING })?.sealed;

const upsertSender = statement<
  Pick<SenderNote, "source" | "apiKeyId" | "lastReceivedAt" | "lastAlertId" | "lastRefusedAt"> & {
    lastRefusal: string | null;
  }
>(
  `INSERT INTO senders (source, api_key_id, last_received_at, last_alert_id, last_refused_at, last_refusal)
   VALUES (@source, @apiKeyId, @lastReceivedAt, @lastAlertId, @lastRefusedAt, @lastRefusal)
   ON CONFLICT (source, api_key_id) DO UPDATE SET
     last_received_at = coalesce(excluded.last_received_at, last_received_at),
     last_alert_id = coalesce(excluded.last_alert_id, last_alert_id),
     last_refused_at = coalesce(excluded.last_refused_at, last_refused_at),
     last_refusal = coalesce(excluded.last_refusal, last_refusal)`,
);

const addToHour = statement<
  Pick<SenderNote, "source" | "apiKeyId" | "hour" | "posts" | "alerts" | "refused">
>(
  `INSERT INTO sender_hours (source, api_key_id, hour, posts, alerts, refused)
   VALUES (@source, @apiKeyId, @hour, @posts, @alerts, @refused)
   ON CONFLICT (source, api_key_id, hour) DO UPDATE SET
     posts = posts + excluded.posts, alerts = alerts + excluded.alerts, refused = refused + excluded.refused`,
);

/** Adds what a sender posted. What a note leaves null stays. */
export function noteSender(db: Db, note: SenderNote): void {
  const lastRefusal = note.lastRefusal === null ? null : JSON.stringify(note.lastRefusal);
  upsertSender(db).run({ ...note, lastRefusal });
  addToHour(db).run(note);
}

const dropHours = statement<{ before: number }>("DELETE FROM sender_hours WHERE hour < +@before");

/** Removes the hours that began before a moment, ms since 1970. */
export function forgetSenderHours(db: Db, before: number): void {
  dropHours(db).run({ before: Math.floor(before / 3_600_000) });
}

const dropSendersRows = statement<{ source: string }>("DELETE FROM senders WHERE source = +@source");
const dropHoursOf = statement<{ source: string }>("DELETE FROM sender_hours WHERE source = +@source");

/** Removes who posted to a source, and when. */
export function dropSenders(db: Db, source: string): void {
  dropSendersRows(db).run({ source });
  dropHoursOf(db).run({ source });
}

const dropGone = statement<{ before: number }>(
  `DELETE FROM senders
   WHERE max(coalesce(last_received_at, 0), coalesce(last_refused_at, 0)) < +@before AND (
     (api_key_id <> '' AND NOT EXISTS
       (SELECT 1 FROM api_keys WHERE api_keys.id = senders.api_key_id AND revoked_at IS NULL))
     OR (source LIKE 'src~_%' ESCAPE '~' AND NOT EXISTS
       (SELECT 1 FROM sources WHERE sources.id = senders.source)))`,
);

/** Removes senders whose key or source is gone and that have not posted since a moment, ms since 1970. */
export function forgetGoneSenders(db: Db, before: number): void {
  dropGone(db).run({ before });
}
