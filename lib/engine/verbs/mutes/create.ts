import { storedAlert } from "#db/queries/alerts.ts";
import { recordAudit } from "#db/queries/audit.ts";
import { refuseOneMore } from "#db/queries/ceilings.ts";
import { channelRow } from "#db/queries/channels.ts";
import { insertMute, liveMute } from "#db/queries/mutes.ts";
import { ruleRow } from "#db/queries/rules.ts";
import { AppError } from "#lib/domain/errors.ts";
import { existing } from "#lib/domain/existing.ts";
import { newId } from "#lib/domain/ids.ts";
import { parseOrRefuse } from "#lib/domain/issues.ts";
import { faultOfUntil, type Muted, type MuteView } from "#lib/domain/mute/mute.ts";
import { memberOf, newMuteSchema } from "#lib/domain/mute/mute-schema.ts";
import { nameOfMuted } from "#lib/domain/mute/words.ts";
import { authorise } from "#lib/domain/people/actor.ts";
import { changedBy } from "#lib/engine/intake/changed-by.ts";
import type { Tx, Verb } from "#lib/engine/write/context.ts";

/**
 * Mutes a channel, a rule, an alert, or what filters match, from the next event on; what waits is still sent.
 * Scope `operate`. Throws AppError `invalid` with an issue per field, `conflict` at the limit.
 */
export const createMute: Verb<MuteView> = async (context, { actor, input }) => {
  authorise(actor, "operate");
  const { muted, until, remark } = parseOrRefuse(newMuteSchema, input);
  return context.transact((tx) => {
    refuseAt("until", faultOfUntil(until, tx.now));
    refuseAt(memberOf(muted), isKnown(tx, muted) ? null : `There is no such ${muted.kind}.`);
    refuseOneMore(tx, "mutes");
    const mute = { id: newId("mut"), muted, until, createdBy: changedBy(actor).by };
    insertMute(tx.db, mute, { remark, now: tx.now });
    const made = existing("mute", liveMute(tx.db, mute.id, tx.now));
    recordAudit(tx, actor, {
      action: "mutes.create",
      target: { id: made.id, name: nameOfMuted(made) },
      details: { [memberOf(muted)]: inDetails(muted), until: new Date(until).toISOString(), remark },
    });
    context.routingChanged(tx);
    return made;
  });
};

/** Throws AppError `invalid` with the fault at the field, if there is one. */
function refuseAt(path: string, message: string | null): void {
  if (message !== null) throw new AppError("invalid", message, [{ path, message }]);
}

function isKnown({ db }: Tx, muted: Muted): boolean {
  if (muted.kind === "filters") return true;
  const find = { channel: channelRow, rule: ruleRow, alert: storedAlert };
  return find[muted.kind](db, muted.id) !== undefined;
}

const inDetails = (muted: Muted) => (muted.kind === "filters" ? muted.filters : muted.id);
