import { recordAudit } from "#db/queries/audit.ts";
import { refuseOneMore } from "#db/queries/ceilings.ts";
import { putSource, storedSource } from "#db/queries/sources.ts";
import { existing } from "#lib/domain/existing.ts";
import { newId } from "#lib/domain/ids.ts";
import { parseOrRefuse } from "#lib/domain/issues.ts";
import { type Actor, authorise } from "#lib/domain/people/actor.ts";
import { type NewSource, newSourceSchema } from "#lib/domain/source/own/source-schema.ts";
import type { SourceView } from "#lib/domain/source/own/source-view.ts";
import { USUAL_SETTINGS } from "#lib/domain/source/settings.ts";
import type { Tx, Verb } from "#lib/engine/write/context.ts";
import { refuseTakenName } from "./taken-name.ts";

/**
 * Makes a source of one's own, which takes posts from now on. Scope `manage`. Throws AppError `invalid` with an
 * issue per field, `conflict` at the limit.
 */
export const createSource: Verb<SourceView> = async (context, { actor, input }) => {
  authorise(actor, "manage");
  const source = parseOrRefuse(newSourceSchema, input);
  return context.transact((tx) => storeNewSource(tx, actor, source));
};

/** Stores a new source in the open transaction. Throws AppError `invalid` at a taken name, `conflict`. */
export function storeNewSource(tx: Tx, actor: Actor, { name, ...given }: NewSource): SourceView {
  const { repeats, for_each: forEach, fields } = given;
  const id = newId("src");
  refuseOneMore(tx, "sources");
  refuseTakenName(tx.db, name);
  const settings = { ...USUAL_SETTINGS, repeats, forEach, fields };
  putSource(tx.db, { id, type: "json", name, settings, version: 1 }, tx.now);
  recordAudit(tx, actor, { action: "sources.create", target: { id, name }, details: given });
  return existing("source", storedSource(tx.db, id));
}
