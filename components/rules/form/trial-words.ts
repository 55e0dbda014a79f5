import { named } from "#components/channels/named.ts";
import type { RuleTrial } from "#lib/domain/rule/trial.ts";

type Counts = Pick<RuleTrial, "tested" | "matched" | "channels">;

/** The draft's trial in a sentence or two. `toAll`: the draft sends to all enabled channels. */
export function trialInWords({ tested, matched, channels }: Counts, toAll: boolean): string {
  if (tested === 0) return "There are no events yet: post an alert, then try again.";
  const tried = tested === 1 ? "the only event" : `the last ${count(tested)} events`;
  if (matched === 0) return `Would not have notified of ${tested === 1 ? tried : `any of ${tried}`}.`;
  const events = tested === 1 ? tried : `${count(matched)} of ${tried}`;
  const on = namesOf(channels, true);
  const off = namesOf(channels, false);
  if (on.length === 0)
    return `Would have notified of ${events}, but ${hindrance(off, toAll)}: nothing would have been sent.`;
  const sent = `Would have sent ${events} to ${named(on)}.`;
  return off.length === 0 ? sent : `${sent} Left out: ${areDisabled(off)}.`;
}

const count = (events: number): string => events.toLocaleString("en");

const namesOf = (channels: Counts["channels"], enabled: boolean): string[] =>
  channels.filter((channel) => channel.enabled === enabled).map(({ name }) => name);

function hindrance(off: readonly string[], toAll: boolean): string {
  if (off.length > 0) return areDisabled(off);
  return toAll ? "there is no channel yet" : "no channel is chosen yet";
}

const areDisabled = (names: readonly string[]): string =>
  `${named(names)} ${names.length === 1 ? "is" : "are"} disabled`;
