import { readAccessRequests, replaceAccessRequests } from "#db/queries/access-requests.ts";
import { recordAudit } from "#db/queries/audit.ts";
import { channelRow } from "#db/queries/channels.ts";
import { AppError } from "#lib/domain/errors.ts";
import { ISSUES_MAX, parseOrRefuse } from "#lib/domain/issues.ts";
import { authorise } from "#lib/domain/people/actor.ts";
import {
  type AccessRequestChannel,
  type AccessRequests,
  accessRequestsChangeSchema,
} from "#lib/domain/rule/access-request-schema.ts";
import type { Tx, Verb } from "#lib/engine/write/context.ts";
import { changedChannels } from "./changed-channels.ts";

/**
 * Sets which channels are notified of which Access Request events: what is left out no longer is. Scope `manage`.
 * Throws AppError `conflict` where `version` is given and is no longer the newest; `invalid` with an issue at each
 * unknown event or channel.
 */
export const setAccessRequests: Verb<AccessRequests> = async (context, { actor, input }) => {
  authorise(actor, "manage");
  const { channels, version } = parseOrRefuse(accessRequestsChangeSchema, input);
  return context.transact((tx) => {
    const before = readAccessRequests(tx.db);
    refuseOldVersion(before.version, version);
    refuseUnknownChannels(tx, channels);
    replaceAccessRequests(tx.db, channels);
    const details = { changed: changedChannels(before.channels, channels) };
    recordAudit(tx, actor, { action: "access-requests.set", details });
    context.routingChanged(tx);
    return readAccessRequests(tx.db);
  });
};

function refuseOldVersion(stored: number, given: number | undefined): void {
  if (given === undefined || given === stored) return;
  throw new AppError(
    "conflict",
    "Somebody else changed these settings since you opened them: reload to see their change, then make yours.",
  );
}

function refuseUnknownChannels(tx: Tx, channels: readonly AccessRequestChannel[]): void {
  const message = "There is no such channel, it may have been deleted: remove it.";
  const issues = channels.flatMap(({ channel_id }, index) =>
    channelRow(tx.db, channel_id) === undefined ? [{ path: `channels[${index}].channel_id`, message }] : [],
  );
  if (issues.length > 0) throw new AppError("invalid", message, issues.slice(0, ISSUES_MAX));
}
