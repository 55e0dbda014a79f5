import type { ActionResult } from "#lib/domain/action-result.ts";

/** The server actions that the list can run on rules. */
export type RuleActions = {
  change: (id: string, changes: { enabled: boolean }) => Promise<ActionResult>;
  remove: (id: string) => Promise<ActionResult>;
};
