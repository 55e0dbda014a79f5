import type Database from "better-sqlite3";
import { type Db, prepared } from "./client.ts";

/** A prepared statement that takes its parameters by name. */
export type Statement<Params extends object, Row> = {
  run(params: Params): Database.RunResult;
  get(params: Params): Row | undefined;
  all(params: Params): Row[];
};

/**
 * Makes an SQL statement with `@named` parameters, prepared once per connection. Use it on the path that
 * every event takes: there the query builder's own work would cost more than SQLite's.
 * The names are for the reader only. SQLite gets the values by position, because the driver would look up
 * names at each run, which takes as long as a small insert.
 * Compare a column with `+@name`, not `@name`: SQLite is built with STAT4 and would plan some statements
 * again at every run to look at a bare parameter's value, which takes ten times as long as the query.
 */
export function statement<Params extends object, Row = never>(
  text: string,
): (db: Db) => Statement<Params, Row> {
  const names = [...text.matchAll(PARAMETER)].map(([, name]) => name as keyof Params);
  const places = text.replaceAll(PARAMETER, "?");
  return prepared((db) => {
    const { $client } = db as Db & { $client: Database.Database };
    const byPlace = $client.prepare<unknown[], Row>(places);
    const valuesOf = (params: Params) => names.map((name) => params[name]);
    return {
      run: (params) => byPlace.run(valuesOf(params)),
      get: (params) => byPlace.get(valuesOf(params)),
      all: (params) => byPlace.all(valuesOf(params)),
    };
  });
}

const PARAMETER = /@(\w+)/g;
