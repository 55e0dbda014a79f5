import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { walkAudit } from "#db/queries/audit-walk.ts";
import type { AuditFilter } from "#lib/domain/people/audit-list.ts";
import { type AlertsDatabase, alertsDatabase } from "../../support/stored-alerts.ts";
import { insertAuditRows } from "./audit-rows.ts";

const HOUR = 3_600_000;

let database: AlertsDatabase;

beforeEach(() => {
  database = alertsDatabase();
});

afterEach(() => database[Symbol.dispose]());

/** The rows that each read of a walk finds, by `seq`. */
function walked(filter: AuditFilter, looks = 3, limit = 2): number[][] {
  const reads: number[][] = [];
  let above: number | null = null;
  do {
    const { found, next } = walkAudit(database.db, filter, above, { looks, limit });
    reads.push(found.map(({ seq }) => seq));
    above = next;
  } while (above !== null);
  return reads;
}

describe("a walk looks at three rows at a time, and finds two at most", () => {
  beforeEach(() => {
    const ada = { actorKind: "user", actorId: "usr_ada", actorName: "Ada" } as const;
    insertAuditRows(database.db, [
      { at: 1, ...ada, targetId: "rul_1" },
      { at: 2, action: "key.rotate", actorKind: "cli" },
      { at: 3, ...ada, targetId: "rul_2" },
      { at: 4, ...ada, action: "rules.delete", targetId: "rul_1" },
      { at: 5, targetId: "rul_1" },
    ]);
  });

  test.each<[AuditFilter, number[][]]>([
    [{}, [[5, 4], [3, 2], [1]]],
    [{ action: "rules.update" }, [[5, 3], [1]]],
    [{ action: "key.rotate" }, [[2]]],
    [{ actorId: "usr_ada" }, [[4, 3], [1]]],
    [{ actorId: "usr_ada", action: "rules.delete" }, [[4], []]],
    [{ targetId: "rul_1" }, [[5, 4], [1]]],
    [{ targetId: "rul_1", actorId: "usr_ada" }, [[4, 1], []]],
    [{ actorKind: "cli" }, [[2]]],
    [{ actorKind: "user" }, [[4, 3], [1]]],
    [{ since: 4 }, [[5, 4], [], []]],
    [{ until: 2 }, [[], [1]]],
    [{ actorId: "usr_eve" }, [[]]],
  ])("%j", (filter, reads) => {
    expect(walked(filter)).toEqual(reads);
  });
});

describe("a range of time", () => {
  test("is found at once in a long log", () => {
    insertAuditRows(
      database.db,
      Array.from({ length: 100 }, (_, index) => ({ at: index * HOUR })),
    );
    expect(walked({ since: 50 * HOUR, until: 52 * HOUR }, 10, 10)).toEqual([[52, 51]]);
    expect(walked({ since: 200 * HOUR })).toEqual([[]]);
  });

  test("is whole even if the clock was once set back by less than an hour", () => {
    insertAuditRows(database.db, [{ at: 2 * HOUR }, { at: 4 * HOUR }, { at: 3.5 * HOUR }, { at: 5 * HOUR }]);
    expect(walked({ until: 4 * HOUR }, 10, 10)).toEqual([[3, 1]]);
    expect(walked({ since: 4 * HOUR }, 10, 10)).toEqual([[4, 2]]);
  });
});
