import { statement } from "./statement.ts";

const total = statement<object, { rows: number }>("SELECT total_changes() AS rows");

/**
 * How many rows this connection has changed since it was opened, including those of transactions that were
 * rolled back.
 */
export const changedRows = (db: Parameters<typeof total>[0]): number => total(db).get({})?.rows ?? 0;
