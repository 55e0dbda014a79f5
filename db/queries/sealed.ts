import type { Connection } from "#db/client.ts";

/** Every column that holds sealed values. */
const SEALED = [
  { table: "channel_secrets", column: "sealed" },
  { table: "second_factors", column: "secret" },
  { table: "source_secrets", column: "sealed" },
  { table: "caught_bodies", column: "sealed" },
  { table: "sns_subscriptions", column: "sealed_url" },
] as const;

/** The names of the database's tables. One that an earlier version wrote lacks some. */
export const tableNames = ({ sqlite }: Connection): Set<unknown> =>
  new Set(sqlite.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").pluck().all());

/**
 * One sealed value of each key in each column. An envelope begins with its version and its key's id (`seal` in
 * lib/seal.ts).
 */
export function sealedByEachKey(connection: Connection): Buffer[] {
  const known = tableNames(connection);
  return SEALED.filter(({ table }) => known.has(table)).flatMap(({ table, column }) =>
    connection.sqlite
      .prepare<[], Buffer>(
        `SELECT ${column} FROM ${table} WHERE ${column} IS NOT NULL GROUP BY substr(${column}, 1, 5)`,
      )
      .pluck()
      .all(),
  );
}
