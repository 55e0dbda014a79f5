import { byName } from "#components/list/choose.ts";
import type { RuleOptions } from "#components/rules/form/section-props.ts";
import { listChannels } from "#db/queries/channel-list.ts";
import { listSeenEvents } from "#db/queries/seen-events.ts";
import { readDb } from "#db/read.ts";

/** What the form of a rule offers to choose from. */
export async function ruleOptions(): Promise<RuleOptions> {
  const channels = await listChannels(readDb());
  return {
    channels: channels.map(({ id, name, health }) => ({ id, name, health })).sort(byName),
    seenEvents: await listSeenEvents(readDb()),
  };
}
