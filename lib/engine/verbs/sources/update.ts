import { z } from "zod";
import { recordAudit } from "#db/queries/audit.ts";
import { sourceSecretPlace } from "#db/queries/senders.ts";
import { findSource, putSource, putSourceSecret } from "#db/queries/sources.ts";
import { AppError, type Issue } from "#lib/domain/errors.ts";
import { existing } from "#lib/domain/existing.ts";
import { parseOrRefuse } from "#lib/domain/issues.ts";
import { type Actor, authorise } from "#lib/domain/people/actor.ts";
import { Secret } from "#lib/domain/secret.ts";
import {
  ownSettingsSchema,
  type SourceChanges,
  sourceChangesSchema,
} from "#lib/domain/source/own/source-schema.ts";
import { membersOf, type SourceMember, type SourceView } from "#lib/domain/source/own/source-view.ts";
import type { SourceSettings } from "#lib/domain/source/settings.ts";
import { refuseOldVersion } from "#lib/domain/version.ts";
import type { Tx, Verb, VerbContext } from "#lib/engine/write/context.ts";
import { refuseTakenName } from "./taken-name.ts";

const target = z.object({ id: z.string(), changes: z.unknown() });

/**
 * Changes the given members of a source of one's own, or the settings of a sender's type, whose id is the type;
 * they count from the next post on. Scope `manage`. Throws AppError `not_found`; `conflict` if `version` is
 * given and is not the newest; `invalid` with an issue per field.
 */
export const updateSource: Verb<SourceView> = async (context, { actor, input }) => {
  authorise(actor, "manage");
  const { id, changes } = parseOrRefuse(target, input);
  const { version, ...given } = parseOrRefuse(sourceChangesSchema, changes);
  return context.transact((tx) => storeSourceChange(context, tx, actor, { id, version, given }));
};

type SourceChange = { id: string; version?: number | undefined; given: SourceChanges };

/** Stores the given members in the open transaction. Throws AppError as the verb does. */
export function storeSourceChange(
  context: VerbContext,
  tx: Tx,
  actor: Actor,
  { id, version, given }: SourceChange,
): SourceView {
  const before = existing("source", findSource(tx.db, id));
  refuseOldVersion("source", { stored: before.version, given: version });
  refuseForeignMembers(before, given);
  const after = { ...before, ...changed(before, given), version: before.version + 1 };
  if (before.type === "json") refuseTakenName(tx.db, after.name, id);
  putSource(tx.db, after, tx.now);
  const secret = changeSecret(context, tx, id, given.secret);
  const details = { ...differences(before, after), ...(secret !== null && { secret }) };
  recordAudit(tx, actor, { action: "sources.update", target: { id, name: before.name }, details });
  return existing("source", findSource(tx.db, id));
}

/**
 * Throws AppError `invalid` at each member that the type doesn't have. What a read gave may be sent back unchanged:
 * its name.
 */
export function refuseForeignMembers(
  { type, name }: Pick<SourceView, "type" | "name">,
  given: SourceChanges,
): void {
  const has = membersOf(type);
  const issues = Object.keys(given).flatMap((member): Issue[] => {
    if (has.includes(member as SourceMember) || (member === "name" && given.name === name)) return [];
    const what = type === "json" ? "A source of one's own" : `The type ${type}`;
    return [{ path: member, message: `${what} has no ${member}: leave it out.` }];
  });
  if (issues.length > 0) throw new AppError("invalid", issues[0]?.message ?? "", issues);
}

/** The name and settings after the change. The expressions are checked together. Throws AppError `invalid`. */
function changed(before: SourceView, given: SourceChanges): { name: string; settings: SourceSettings } {
  const { settings } = before;
  const own = {
    name: given.name ?? before.name,
    repeats: given.repeats ?? settings.repeats,
    for_each: given.for_each === undefined ? settings.forEach : given.for_each,
    fields: given.fields ?? settings.fields,
  };
  const { name, repeats, for_each: forEach, fields } = parseOrRefuse(ownSettingsSchema, own);
  const ignoreLabels = given.ignore_labels ?? settings.ignoreLabels;
  return { name, settings: { repeats, ignoreLabels, forEach, fields } };
}

/** Seals or deletes the secret. Returns what happened to it, for the audit log; null if it stays. */
function changeSecret(
  { seal }: VerbContext,
  tx: Tx,
  id: string,
  secret: SourceChanges["secret"],
): "changed" | "deleted" | null {
  if (secret === undefined || (typeof secret === "object" && secret !== null)) return null;
  const sealed = secret === null ? null : seal(new Secret(secret), sourceSecretPlace(id));
  putSourceSecret(tx.db, id, sealed);
  return sealed === null ? "deleted" : "changed";
}

/** The members that changed, for the audit log. */
function differences(before: SourceView, after: SourceView): Record<string, unknown> {
  const [old, now] = [auditable(before), auditable(after)];
  return Object.fromEntries(
    Object.entries(now).filter(
      ([member, value]) => JSON.stringify(value) !== JSON.stringify(old[member as keyof typeof old]),
    ),
  );
}

const auditable = ({ name, settings }: SourceView) => ({
  name,
  repeats: settings.repeats,
  ignore_labels: settings.ignoreLabels,
  for_each: settings.forEach,
  fields: settings.fields,
});
