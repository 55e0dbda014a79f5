import { isSizeNoted, keepSizes, noteSize } from "#db/queries/sizes.ts";
import { dayOf } from "#lib/domain/system/growth.ts";
import type { ChoreContext, ChoreParts } from "./chore.ts";

/** How long sizes are kept, days. */
const KEPT_DAYS = 400;

type Context = Pick<ChoreContext, "db" | "now" | "transact" | "databaseBytes" | "freeSpace">;

/** Notes once a day, by UTC, how large the database is and what the disk has left. */
export const notingSize = ({ db, now, transact, databaseBytes, freeSpace }: Context): ChoreParts => ({
  name: "noting the size of the database",
  everyMs: 60_000,
  isDue: () => !isSizeNoted(db, dayOf(now())),
  step: async () => {
    const sample = { databaseBytes: databaseBytes(), freeBytes: freeSpace().free };
    await transact((tx) => {
      const day = dayOf(tx.now);
      noteSize(tx.db, { day, ...sample });
      keepSizes(tx.db, { first: day - KEPT_DAYS + 1, last: day });
    });
    return false;
  },
});
