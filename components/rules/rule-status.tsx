import { Status } from "#components/ui/status.tsx";
import type { RuleView } from "#lib/domain/rule/rule.ts";

/** Enabled or Disabled; a warning where Tocsin itself switched it off. */
export function RuleStatus({ enabled, disabledReason }: Pick<RuleView, "enabled" | "disabledReason">) {
  if (enabled) return <Status tone="success">Enabled</Status>;
  return <Status tone={disabledReason === null ? "neutral" : "warning"}>Disabled</Status>;
}

/** Why Tocsin itself switched a rule off, as a sentence. */
export const DISABLED_WORDS: Record<NonNullable<RuleView["disabledReason"]>, string> = {
  last_channel_deleted: "Its last channel was deleted.",
};
