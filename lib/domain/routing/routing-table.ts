import type { Mute } from "#lib/domain/mute/mute.ts";
import type { Rule } from "#lib/domain/rule/rule.ts";

/** Everything that decides where an event goes. Rules are in order of age, oldest first. */
export type RoutingTable = {
  rules: Rule[];
  channels: { id: string; name: string; enabled: boolean }[];
  /** Channel id → the Access Request events that it gets. */
  accessRequests: ReadonlyMap<string, ReadonlySet<string>>;
  /** The mutes that were live when the table was read. Each ends at its time, also while the table is kept. */
  mutes: readonly Mute[];
};
