import type { Connection } from "#db/client.ts";

/** Every column that holds sealed values, and whose they are, as an SQL expression. */
const SEALED = [
  {
    table: "channel_secrets",
    column: "sealed",
    whose: "'the webhook ' || (SELECT name FROM channels WHERE id = channel_id)",
  },
  {
    table: "second_factors",
    column: "secret",
    whose: "'the second factor of ' || (SELECT email FROM users WHERE id = user_id)",
  },
  {
    table: "source_secrets",
    column: "sealed",
    whose: "'the source ' || (SELECT name FROM sources WHERE id = source_id)",
  },
  { table: "caught_bodies", column: "sealed", whose: "'bodies that sources kept'" },
  { table: "sns_subscriptions", column: "sealed_url", whose: "'the subscription to ' || topic_arn" },
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

/** Whose the sealed values are that none of the keys (ids) sealed, in words: "the webhook Jira". */
export function sealedByOthers(connection: Connection, keyIds: readonly Buffer[]): string[] {
  const known = tableNames(connection);
  const names = SEALED.filter(({ table }) => known.has(table)).flatMap(({ table, column, whose }) =>
    connection.sqlite
      .prepare<[string], string | null>(
        `SELECT DISTINCT ${whose} FROM ${table} WHERE ${column} IS NOT NULL
           AND hex(substr(${column}, 2, 4)) NOT IN (SELECT upper(value) FROM json_each(?))`,
      )
      .pluck()
      .all(JSON.stringify(keyIds.map((id) => id.toString("hex")))),
  );
  return names.map((name) => name ?? "something that was deleted");
}
