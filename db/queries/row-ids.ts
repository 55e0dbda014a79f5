import { and, eq, type SQL, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { deliveries, events } from "#db/schema/index.ts";
import { statement } from "#db/statement.ts";
import { type Numbered, numberedId, readNumberedId } from "#lib/domain/numbered-id.ts";
import { bootNumber, bootValue } from "./boots.ts";

/*
 * The one place that knows how rows have their ids: a row has either the boot that numbered it, or the id as
 * text. Text have the rows that were made before ids were numbers, and those of Tests, whose ids are sent
 * before they have a row.
 */

/** The columns that make an id. */
export type IdColumns = { seq: number; boot: number | null; id: string | null };

export const eventId = (db: Db, row: IdColumns): string => idOf(db, "evt", row);
export const deliveryId = (db: Db, row: IdColumns): string => idOf(db, "dlv", row);

function idOf(db: Db, kind: Numbered, { seq, boot, id }: IdColumns): string {
  return id ?? numberedId(kind, seq, bootValue(db, boot ?? 0));
}

/** What a new row is known by. Its id is stored only if no boot numbers it. */
export type NewRowId = { seq: number; boot: number | null; id: string };

export const textId = ({ boot, id }: NewRowId): string | null => (boot === null ? id : null);

/** The columns of an event's and a delivery's id, to select. */
export const eventIdColumns = { seq: events.seq, boot: events.boot, id: events.id };
export const deliveryIdColumns = { seq: deliveries.seq, boot: deliveries.boot, id: deliveries.id };

/** The condition that finds the event or the delivery with this id. */
export const isEvent = (db: Db, id: string): SQL => hasId(db, "evt", eventIdColumns, id);
export const isDelivery = (db: Db, id: string): SQL => hasId(db, "dlv", deliveryIdColumns, id);

type Columns = typeof eventIdColumns | typeof deliveryIdColumns;

function hasId(db: Db, kind: Numbered, columns: Columns, id: string): SQL {
  const numbered = readNumberedId(kind, id);
  if (numbered === null) return eq(columns.id, id);
  const boot = bootNumber(db, numbered.boot);
  if (boot === undefined) return sql`0`;
  return and(eq(columns.seq, numbered.seq), eq(columns.boot, boot)) ?? sql`0`;
}

const last = statement<object, Record<Numbered, number>>(
  `SELECT (SELECT coalesce(max(seq), 0) FROM events) AS evt,
     (SELECT coalesce(max(seq), 0) FROM deliveries) AS dlv`,
);

/** The highest `seq` of the stored events and deliveries; 0 if there are none. */
export const lastSeqs = (db: Db): Record<Numbered, number> => last(db).get({}) ?? { evt: 0, dlv: 0 };

const numbered = statement<{ seqs: string }, { seq: number; boot: number }>(
  "SELECT seq, boot FROM deliveries WHERE seq IN (SELECT value FROM json_each(@seqs)) AND boot IS NOT NULL",
);
const named = statement<{ ids: string }, { seq: number; id: string }>(
  "SELECT seq, id FROM deliveries WHERE id IN (SELECT value FROM json_each(@ids)) AND id IS NOT NULL",
);

/** The `seq` of each of these deliveries; unknown ids are left out. */
export function deliverySeqs(db: Db, ids: readonly string[]): Map<string, number> {
  const seqs = ids.flatMap((id) => readNumberedId("dlv", id)?.seq ?? []);
  const byNumber = numbered(db).all({ seqs: JSON.stringify(seqs) });
  const byText = named(db).all({ ids: JSON.stringify(ids) });
  return new Map([
    ...byNumber.map((row) => [deliveryId(db, { ...row, id: null }), row.seq] as const),
    ...byText.map(({ id, seq }) => [id, seq] as const),
  ]);
}
