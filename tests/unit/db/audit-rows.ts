import type { Db } from "#db/client.ts";
import { audit } from "#db/schema/index.ts";

type Values = typeof audit.$inferInsert;

/** Inserts rows of the audit log, oldest first. Members that are left out are those of a rule that Tocsin changed. */
export function insertAuditRows(db: Db, rows: Partial<Values>[]): void {
  const some = { at: 0, actorKind: "system", actorName: "system", action: "rules.update" } as const;
  for (const row of rows)
    db.insert(audit)
      .values({ ...some, ...row })
      .run();
}
