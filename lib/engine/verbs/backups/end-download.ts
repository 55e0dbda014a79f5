import { z } from "zod";
import { recordAudit } from "#db/queries/audit.ts";
import { parseOrRefuse } from "#lib/domain/issues.ts";
import { authorise } from "#lib/domain/people/actor.ts";
import type { Verb } from "#lib/engine/write/context.ts";

const inputSchema = z.strictObject({
  /** The backup's name in BACKUP_DIR. */
  file: z.string(),
  /** How many left. */
  bytes: z.int(),
  whole: z.boolean(),
  because: z.string().nullable(),
});

/** Records how a download of a backup ended, and if it was cut off, why. Scope `manage`. */
export const endDownload: Verb<void> = async (context, { actor, input }) => {
  authorise(actor, "manage");
  const { because, ...end } = parseOrRefuse(inputSchema, input);
  await context.transact((tx) => {
    const details = { ...end, ...(because !== null && { because }) };
    recordAudit(tx, actor, { action: "backups.end-download", details });
  });
};
