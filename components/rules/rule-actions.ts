import type { ActionResult } from "#lib/domain/action-result.ts";

/** What the list can do with rules: the server actions that it is given. */
export type RuleActions = {
  change: (id: string, changes: { enabled: boolean }) => Promise<ActionResult>;
  remove: (id: string) => Promise<ActionResult>;
};
