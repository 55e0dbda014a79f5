import type { RuleOptions } from "#components/rules/form/section-props.ts";
import { readRoutingTable } from "#db/queries/rules.ts";
import { listSeenEvents } from "#db/queries/seen-events.ts";
import { readDb } from "#db/read.ts";

/** What the form of a rule offers to choose from. */
export async function ruleOptions(): Promise<RuleOptions> {
  const { channels } = readRoutingTable(readDb());
  const byName = new Intl.Collator("en", { numeric: true });
  return {
    channels: channels.toSorted((a, b) => byName.compare(a.name, b.name)),
    seenEvents: await listSeenEvents(readDb()),
  };
}
