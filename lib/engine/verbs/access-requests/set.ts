import { readAccessRequests, replaceAccessRequests } from "#db/queries/access-requests.ts";
import { recordAudit } from "#db/queries/audit.ts";
import { channelRow } from "#db/queries/channels.ts";
import { refuseUnknownChannels } from "#lib/domain/channel/known.ts";
import { parseOrRefuse } from "#lib/domain/issues.ts";
import { type Actor, authorise } from "#lib/domain/people/actor.ts";
import {
  type AccessRequestChannel,
  type AccessRequests,
  accessRequestsChangeSchema,
} from "#lib/domain/rule/access-request-schema.ts";
import { refuseOldVersion } from "#lib/domain/version.ts";
import type { Tx, Verb, VerbContext } from "#lib/engine/write/context.ts";
import { changedChannels } from "./changed-channels.ts";

/**
 * Sets which channels are notified of which Access Request events. A channel that is left out is no longer
 * notified. Scope `manage`. Throws AppError `conflict` if `version` is given and is not the newest, `invalid`
 * with an issue at each unknown event or channel.
 */
export const setAccessRequests: Verb<AccessRequests> = async (context, { actor, input }) => {
  authorise(actor, "manage");
  const { channels, version } = parseOrRefuse(accessRequestsChangeSchema, input);
  return context.transact((tx) => {
    refuseOldVersion("access requests", { stored: readAccessRequests(tx.db).version, given: version });
    refuseUnknownChannels(
      channels.map(({ channel_id }) => channel_id),
      (id) => channelRow(tx.db, id) !== undefined,
      (index) => `channels[${index}].channel_id`,
    );
    return storeAccessRequests(context, tx, actor, channels);
  });
};

/** Replaces all settings in the open transaction, by known channels. */
export function storeAccessRequests(
  context: VerbContext,
  tx: Tx,
  actor: Actor,
  channels: AccessRequestChannel[],
): AccessRequests {
  const before = readAccessRequests(tx.db);
  replaceAccessRequests(tx.db, channels);
  const details = { changed: changedChannels(before.channels, channels) };
  recordAudit(tx, actor, { action: "access-requests.set", details });
  context.routingChanged(tx);
  return readAccessRequests(tx.db);
}
