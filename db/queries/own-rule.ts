import type { Db } from "#db/client.ts";
import { installationFact } from "./installation.ts";
import { ruleRow } from "./rules.ts";

/** The fact that holds the id of the rule *Tocsin itself*, also after the rule was deleted. */
export const OWN_RULE_FACT = "own_rule";

/** The rule *Tocsin itself*, which sends Tocsin's own alerts; null if it was deleted. */
export async function findOwnRule(db: Db): Promise<{ id: string; enabled: boolean } | null> {
  const id = installationFact(db, OWN_RULE_FACT);
  const rule = id === undefined ? undefined : ruleRow(db, id);
  return rule === undefined ? null : { id: rule.id, enabled: rule.enabled };
}
