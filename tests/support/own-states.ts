import { inDatabase } from "./database.ts";
import { until } from "./until.ts";

/**
 * Waits until Tocsin has noticed that a state of its own lasts (`1`) or is over (`0`). From then on its clock may
 * be set on.
 */
export const followed = (dataDir: string, kind: string, thing: string, lasts: 0 | 1) =>
  until(`${kind} of ${thing} to be followed`, async () =>
    inDatabase(dataDir, (sqlite) =>
      sqlite
        .prepare("SELECT 1 FROM own_states WHERE kind = ? AND thing = ? AND lasts = ?")
        .get(kind, thing, lasts),
    ),
  );
