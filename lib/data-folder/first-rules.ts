import type { Connection, Db } from "#db/client.ts";
import { installationFact, setInstallationFact } from "#db/queries/installation.ts";
import { OWN_RULE_FACT } from "#db/queries/own-rule.ts";
import { insertRule } from "#db/queries/rules.ts";
import { STATUSES } from "#lib/domain/alert/alert.ts";
import { newId } from "#lib/domain/ids.ts";
import { OWN_CATEGORY } from "#lib/domain/own/own.ts";
import type { Rule } from "#lib/domain/rule/rule.ts";

const FIRST_RULE_FACT = "first_rule";

/**
 * Makes the first rules once per installation: if somebody deletes one, it does not come back. An installation of
 * before Tocsin's own alerts gets the rule for them disabled, so that an upgrade sends nothing new by itself.
 */
export function makeFirstRules({ db, sqlite }: Connection): void {
  const make = sqlite.transaction(() => {
    const isNew = installationFact(db, FIRST_RULE_FACT) === undefined;
    if (isNew) setInstallationFact(db, FIRST_RULE_FACT, makeRule(db, ALL_ALERTS));
    if (installationFact(db, OWN_RULE_FACT) === undefined)
      setInstallationFact(db, OWN_RULE_FACT, makeRule(db, { ...TOCSIN_ITSELF, enabled: isNew }));
  });
  make.immediate();
}

type FirstRule = Pick<Rule, "name" | "description" | "enabled" | "filters">;

const ALL_ALERTS: FirstRule = {
  name: "All alerts",
  description: "Sends everything but Tocsin's own alerts to all enabled channels.",
  enabled: true,
  filters: { match: "all", conditions: [] },
};

const TOCSIN_ITSELF: FirstRule = {
  name: "Tocsin itself",
  description:
    "Sends Tocsin's own alerts, such as a failing webhook, to all enabled channels but the one they are about.",
  enabled: true,
  filters: { match: "all", conditions: [{ field: "category", operator: "is", value: OWN_CATEGORY }] },
};

/** Makes a rule for all events of its filters, unchanged, at every status, to all channels. Returns its id. */
function makeRule(db: Db, rule: FirstRule): string {
  const id = newId("rul");
  const now = Date.now();
  const everything = { events: [], statuses: [...STATUSES], onlyOnChange: false, followUp: true };
  const times = { createdAt: now, updatedAt: now };
  insertRule(db, { id, ...rule, ...everything, channels: "all" as const, version: 1, ...times });
  return id;
}
