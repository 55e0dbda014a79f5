"use server";

import { actorsFound } from "#components/audit/actor-filter.ts";
import { type FoundOptions, OFFERED_MAX } from "#components/list/filter.ts";
import { auditActors, auditThings } from "#db/queries/audit-list.ts";
import { readDb } from "#db/read.ts";
import type { ActionResult } from "#lib/domain/action-result.ts";
import { lookUp } from "#lib/web/action.ts";

/** Those in the audit log whose name contains the typed text, for a filter. Needs the right to manage. */
export async function findActors(typed: unknown): Promise<ActionResult<FoundOptions>> {
  return lookUp("manage", async () => actorsFound(auditActors(readDb()), String(typed)));
}

/** Things that changed lately whose name contains the typed text, or with this id. Needs the right to manage. */
export async function findThings(typed: unknown): Promise<ActionResult<FoundOptions>> {
  return lookUp("manage", async () => {
    const found = auditThings(readDb(), String(typed).trim(), OFFERED_MAX + 1);
    const options = found.slice(0, OFFERED_MAX).map(({ id, name }) => ({ value: id, label: name }));
    return { options, more: found.length > OFFERED_MAX };
  });
}
