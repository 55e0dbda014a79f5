import { PRIORITIES } from "#lib/domain/alert/alert.ts";
import type { Rule } from "./rule.ts";

/**
 * Of several rules that send an event to a channel the one of the greatest precedence counts: the one that sets the
 * highest priority, then one that names the channel before one that says all. Of equals the oldest counts. 0–9.
 */
export function precedenceOf({ setPriority, channels }: Pick<Rule, "setPriority" | "channels">): number {
  const priority = setPriority === null ? 0 : PRIORITIES.length - PRIORITIES.indexOf(setPriority);
  return priority * 2 + (channels === "all" ? 0 : 1);
}
