import { asc, isNull } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { accessRequestEvents, channels, rules } from "#db/schema/index.ts";
import type { RoutingTable, Rule } from "#lib/domain/rule.ts";

/** Everything that decides where events go, as the open transaction sees it. */
export function readRoutingTable(db: Db): RoutingTable {
  const selected = Map.groupBy(db.select().from(accessRequestEvents).all(), ({ channelId }) => channelId);
  return {
    rules: allRules(db),
    channels: db
      .select({ id: channels.id, name: channels.name, enabled: channels.enabled })
      .from(channels)
      .where(isNull(channels.deletedAt))
      .orderBy(asc(channels.id))
      .all(),
    accessRequests: new Map(
      [...selected].map(([channelId, rows]) => [channelId, new Set(rows.map(({ event }) => event))]),
    ),
  };
}

/** Every rule with the channels that it sends to, oldest first. */
export const listRules = async (db: Db): Promise<Rule[]> => allRules(db);

function allRules(db: Db): Rule[] {
  return db
    .select({
      id: rules.id,
      name: rules.name,
      description: rules.description,
      enabled: rules.enabled,
      events: rules.events,
      filters: rules.filters,
      expression: rules.expression,
      setPriority: rules.setPriority,
      statuses: rules.statuses,
      onlyOnChange: rules.onlyOnChange,
      autoResolveMinutes: rules.autoResolveMinutes,
      channels: rules.channels,
    })
    .from(rules)
    .orderBy(asc(rules.createdAt), asc(rules.id))
    .all();
}

export function insertRule(db: Db, row: typeof rules.$inferInsert): void {
  db.insert(rules).values(row).run();
}
