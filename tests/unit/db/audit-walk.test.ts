import { afterEach, beforeEach, expect, test } from "vitest";
import { type AuditFilter, auditBelow } from "#db/queries/audit-export.ts";
import { audit } from "#db/schema/index.ts";
import { type AlertsDatabase, alertsDatabase } from "../../support/stored-alerts.ts";

let database: AlertsDatabase;

beforeEach(() => {
  database = alertsDatabase();
  const entry = { actorKind: "system", actorName: "system" } as const;
  for (const at of [1, 2, 3, 4, 5])
    database.db
      .insert(audit)
      .values({ ...entry, at, action: at === 2 ? "key.rotate" : "rules.update" })
      .run();
});

afterEach(() => database[Symbol.dispose]());

/** The times of what each read of an export finds. */
function exported(filter: AuditFilter, looks: number, limit: number): number[][] {
  const reads: number[][] = [];
  let above: number | null = null;
  do {
    const { found, next } = auditBelow(database.db, filter, above, { looks, limit });
    reads.push(found.map(({ at }) => at));
    above = next;
  } while (above !== null);
  return reads;
}

test.each<[AuditFilter, number[][]]>([
  [{}, [[5, 4], [3, 2], [1]]],
  [{ action: "rules.update" }, [[5, 4], [3, 1], []]],
  [{ action: "key.rotate" }, [[], [2]]],
  [{ since: 4 }, [[5, 4], [], []]],
  [{ until: 2 }, [[], [1]]],
])("an export by %j looks at three entries at a time, and finds two at most", (filter, reads) => {
  expect(exported(filter, 3, 2)).toEqual(reads);
});
