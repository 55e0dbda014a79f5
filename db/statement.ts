import type Database from "better-sqlite3";
import { type Db, prepared } from "./client.ts";

/**
 * A statement in SQL with `@named` parameters, prepared once per connection. For the path that every event takes:
 * there the query builder's own work would cost more than SQLite's.
 *
 * Compare a column with `+@name`, not `@name`: SQLite, built with STAT4, would plan some statements anew at every
 * run to look at the bare parameter's value, which takes ten times as long as the look-up.
 */
export function statement<Params extends object, Row = never>(
  text: string,
): (db: Db) => Database.Statement<[Params], Row> {
  return prepared((db) => (db as Db & { $client: Database.Database }).$client.prepare<[Params], Row>(text));
}
