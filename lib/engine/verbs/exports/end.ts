import { z } from "zod";
import { recordAudit } from "#db/queries/audit.ts";
import { EXPORTED } from "#lib/domain/export.ts";
import { parseOrRefuse } from "#lib/domain/issues.ts";
import { authorise } from "#lib/domain/people/actor.ts";
import type { Verb } from "#lib/engine/write/context.ts";

const inputSchema = z.strictObject({
  id: z.string(),
  what: z.enum(EXPORTED),
  rows: z.int(),
  whole: z.boolean(),
  because: z.string().nullable(),
});

/** Records how an export ended, and if it was cut off, why. Scope `read`. */
export const endExport: Verb<void> = async (context, { actor, input }) => {
  authorise(actor, "read");
  const { id, what, rows, whole, because } = parseOrRefuse(inputSchema, input);
  await context.transact((tx) => {
    recordAudit(tx, actor, {
      action: "exports.end",
      target: { id, name: what },
      details: { rows, whole, ...(because !== null && { because }) },
    });
  });
};
