import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { OwnKind } from "#lib/domain/own/own.ts";

/**
 * The states of Tocsin's own that it follows, as `FollowedState` in lib/domain says: so that a restart neither
 * tells one again nor forgets to tell its end.
 */
export const ownStates = sqliteTable(
  "own_states",
  {
    kind: text().$type<OwnKind>().notNull(),
    /** The id of the channel or rule, or `data-folder`. */
    thing: text().notNull(),
    lasts: integer({ mode: "boolean" }).notNull(),
    /** Since when it lasts, or has been over, ms since 1970. */
    since: integer().notNull(),
    /** When its alert last got an event from Tocsin, ms since 1970. */
    toldAt: integer(),
  },
  (table) => [primaryKey({ columns: [table.kind, table.thing] })],
);
