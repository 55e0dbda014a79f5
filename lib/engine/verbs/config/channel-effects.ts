import type { Db } from "#db/client.ts";
import { channelsByName } from "#db/queries/channels.ts";
import { countWaiting } from "#db/queries/waiting-deliveries.ts";
import type { ChannelView } from "#lib/domain/channel/channel.ts";
import type { ConfigChange } from "#lib/domain/config/plan.ts";
import { nameKey } from "#lib/domain/text.ts";

/** Adds to the changes of channels what comes with them. `before` holds the channels as they were, by name. */
export const withEffects = (
  db: Db,
  before: ReadonlyMap<string, ChannelView>,
  changes: readonly ConfigChange[],
): ConfigChange[] =>
  changes.map((change) => {
    const channel = change.section === "channels" ? before.get(nameKey(change.name)) : undefined;
    if (channel === undefined || !(change.act === "delete" || enables(change))) return change;
    const waiting = countWaiting(db, channel.id);
    const disabledReason = enables(change) ? channel.disabledReason : null;
    return waiting === 0 && disabledReason === null
      ? change
      : { ...change, effect: { waiting, disabledReason } };
  });

const enables = ({ act, members }: ConfigChange): boolean =>
  act === "change" && members.some(({ path, to }) => path === "enabled" && to === true);

/** The channels as they are, by the keys of their names. */
export const channelsByKey = (db: Db): Map<string, ChannelView> =>
  new Map(channelsByName(db).map((channel) => [nameKey(channel.name), channel]));
