import type Database from "better-sqlite3";
import { type Db, prepared } from "./client.ts";

/** A prepared statement that takes its parameters by name. */
export type Statement<Params extends object, Row> = {
  run(params: Params): Database.RunResult;
  get(params: Params): Row | undefined;
  all(params: Params): Row[];
};

/**
 * A statement in SQL with `@named` parameters, prepared once per connection. For the path that every event takes:
 * there the query builder's own work would cost more than SQLite's. The names are for us alone: SQLite gets the
 * values by place, for the driver looks names up anew at each run, which takes as long as a small insert.
 *
 * Compare a column with `+@name`, not `@name`: SQLite, built with STAT4, would plan some statements anew at every
 * run to look at the bare parameter's value, which takes ten times as long as the look-up.
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
