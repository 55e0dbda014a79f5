import { existsSync } from "node:fs";
import { isMainThread } from "node:worker_threads";
import { overhear } from "../../support/overhear.ts";

/*
 * Loaded before the server: while the file named exists, the engine's database may not grow, so that SQLite
 * answers as it does on a full disk.
 */

const FULL = process.env.TOCSIN_FULL_WHILE ?? "";
const UNLIMITED = 2 ** 32 - 2;

/** SQLite takes the present size where less is asked for. */
const limit = (): number => (existsSync(FULL) ? 1 : UNLIMITED);

if (!isMainThread)
  overhear({
    before: (sql, sqlite) => {
      if (/^\s*BEGIN/i.test(sql)) sqlite.pragma(`max_page_count = ${limit()}`);
    },
  });
