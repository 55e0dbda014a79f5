import { OUTCOME_WORDS } from "#components/deliveries/words.ts";
import type { Routing } from "#lib/domain/alert/timeline.ts";
import { visibleText } from "#lib/domain/visible-text.ts";

/** How many faults a summary names; the others are counted. */
const NAMED_FAULTS = 2;

/** What became of an event at all its channels: "9 delivered, 1 failed: 401 at Tines". */
export function routingInWords(routing: readonly Routing[]): string {
  const ways = Map.groupBy(routing, wayOf);
  return WAYS.flatMap((way) => {
    const those = ways.get(way) ?? [];
    return those.length === 0 ? [] : [`${those.length} ${way}${way === "failed" ? faults(those) : ""}`];
  }).join(", ");
}

const WAYS = ["delivered", "waiting", "cancelled", "muted", "not sent", "failed"] as const;

function wayOf({ delivery, reason }: Routing): (typeof WAYS)[number] {
  if (delivery === null) return reason === "muted" ? "muted" : "not sent";
  return delivery.state === "pending" ? "waiting" : delivery.state;
}

/** ": 401 at Tines and Jira, timed out at Slack", most channels first. */
function faults(failed: readonly Routing[]): string {
  const byFault = [...Map.groupBy(failed, faultOf)].sort(([, a], [, b]) => b.length - a.length);
  const named = byFault.slice(0, NAMED_FAULTS).map(([fault, those]) => `${fault} at ${namesOf(those)}`);
  const others = byFault.length - named.length;
  return `: ${named.join(", ")}${others === 0 ? "" : `, ${others} other ${others === 1 ? "fault" : "faults"}`}`;
}

function faultOf({ delivery }: Routing): string {
  const last = delivery?.lastAttempt ?? null;
  if (last === null) return "not tried";
  return last.outcome === "http_status" ? String(last.status) : lowerFirst(OUTCOME_WORDS[last.outcome]);
}

/** "TLS failed" keeps its capitals. */
const lowerFirst = (words: string): string =>
  /^[A-Z][a-z]/.test(words) ? words.charAt(0).toLowerCase() + words.slice(1) : words;

/** "Tines", "Tines and Jira", "Tines, Jira and 3 more". */
function namesOf(those: readonly Routing[]): string {
  const names = those.map(({ channelName }) => visibleText(channelName));
  const [first = "", second, ...more] = names;
  if (second === undefined) return first;
  return more.length === 0 ? `${first} and ${second}` : `${first}, ${second} and ${more.length} more`;
}
