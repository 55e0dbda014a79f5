import { z } from "zod";
import { recordAudit } from "#db/queries/audit.ts";
import { EXPORT_FORMATS, EXPORTED, type ExportedThing } from "#lib/domain/export.ts";
import { newId } from "#lib/domain/ids.ts";
import { parseOrRefuse } from "#lib/domain/issues.ts";
import { authorise, type Scope } from "#lib/domain/people/actor.ts";
import type { Verb } from "#lib/engine/write/context.ts";

const inputSchema = z.strictObject({
  what: z.enum(EXPORTED),
  format: z.enum(EXPORT_FORMATS),
  filter: z.record(z.string(), z.string()),
});

/** What an export needs. */
const scopeOfExport = (what: ExportedThing): Scope => (what === "audit" ? "manage" : "read");

/**
 * Records that an export begins, before its first row leaves, so that not even a kill hides it. Returns its id
 * for `exports.end`. Scope `read`, and `manage` for the audit log.
 */
export const beginExport: Verb<{ id: string }> = async (context, { actor, input }) => {
  authorise(actor, "read");
  const { what, format, filter } = parseOrRefuse(inputSchema, input);
  authorise(actor, scopeOfExport(what));
  return context.transact((tx) => {
    const id = newId("exp");
    recordAudit(tx, actor, {
      action: "exports.begin",
      target: { id, name: what },
      details: { format, filter },
    });
    return { id };
  });
};
