import { channelRow } from "#db/queries/channels.ts";
import { refuseUnknownChannels } from "#lib/domain/channel/known.ts";
import type { Rule } from "#lib/domain/rule/rule.ts";
import type { Tx } from "#lib/engine/write/context.ts";

/** Throws AppError `invalid` with an issue at each channel that the rule names and that does not exist. */
export function refuseUnknownChannelsOf(tx: Tx, { channels }: Pick<Rule, "channels">): void {
  if (channels !== "all") refuseUnknownChannels(channels, (id) => channelRow(tx.db, id) !== undefined);
}
