import { Status } from "#components/ui/status.tsx";
import type { RuleView } from "#lib/domain/rule/rule.ts";

/** Enabled or Disabled, with a warning if Tocsin itself disabled the rule. */
export function RuleStatus({ enabled, disabledReason }: Pick<RuleView, "enabled" | "disabledReason">) {
  if (enabled) return <Status tone="success">Enabled</Status>;
  return <Status tone={disabledReason === null ? "neutral" : "warning"}>Disabled</Status>;
}

/** Why Tocsin itself disabled a rule, as a sentence. */
export const DISABLED_WORDS: Record<NonNullable<RuleView["disabledReason"]>, string> = {
  last_channel_deleted: "Its last channel was deleted.",
};
