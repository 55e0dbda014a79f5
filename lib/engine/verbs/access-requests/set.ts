import { readAccessRequests, replaceAccessRequests } from "#db/queries/access-requests.ts";
import { recordAudit } from "#db/queries/audit.ts";
import { channelRow } from "#db/queries/channels.ts";
import { refuseUnknownChannels } from "#lib/domain/channel/known.ts";
import { parseOrRefuse } from "#lib/domain/issues.ts";
import { authorise } from "#lib/domain/people/actor.ts";
import { type AccessRequests, accessRequestsChangeSchema } from "#lib/domain/rule/access-request-schema.ts";
import { refuseOldVersion } from "#lib/domain/version.ts";
import type { Verb } from "#lib/engine/write/context.ts";
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
    const before = readAccessRequests(tx.db);
    refuseOldVersion("access requests", { stored: before.version, given: version });
    refuseUnknownChannels(
      channels.map(({ channel_id }) => channel_id),
      (id) => channelRow(tx.db, id) !== undefined,
      (index) => `channels[${index}].channel_id`,
    );
    replaceAccessRequests(tx.db, channels);
    const details = { changed: changedChannels(before.channels, channels) };
    recordAudit(tx, actor, { action: "access-requests.set", details });
    context.routingChanged(tx);
    return readAccessRequests(tx.db);
  });
};
