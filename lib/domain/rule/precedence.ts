import { PRIORITIES } from "#lib/domain/alert/alert.ts";
import type { Rule } from "./rule.ts";

/**
 * A rule's precedence, 0–9. If several rules send an event to a channel, the one with the greatest precedence
 * counts. A higher set priority wins; then a rule that names the channel wins over one that sends to all. The
 * oldest wins a tie.
 */
export function precedenceOf({ setPriority, channels }: Pick<Rule, "setPriority" | "channels">): number {
  const priority = setPriority === null ? 0 : PRIORITIES.length - PRIORITIES.indexOf(setPriority);
  return priority * 2 + (channels === "all" ? 0 : 1);
}
