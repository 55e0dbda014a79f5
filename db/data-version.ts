import type { Db } from "./client.ts";
import { statement } from "./statement.ts";

const read = statement<object, { data_version: number }>("PRAGMA data_version");

/** A number that changes with every commit of another connection, whichever process holds it. */
export const dataVersion = (db: Db): number => read(db).get({})?.data_version ?? 0;
