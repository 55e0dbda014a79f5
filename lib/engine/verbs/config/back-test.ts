import type { Db } from "#db/client.ts";
import { type StoredEvent, statusBefore } from "#db/queries/last-events.ts";
import { overLastEvents } from "#lib/back-test/last-events.ts";
import type { ConfigPlan, MovedEvent } from "#lib/domain/config/plan.ts";
import type { RoutingTable } from "#lib/domain/routing/routing-table.ts";
import type { RuleEvent } from "#lib/domain/rule/match.ts";
import { route } from "#lib/engine/intake/route.ts";

/** What routes events now, and what would. */
export type RoutingTables = { before: RoutingTable; after: RoutingTable };

/**
 * Routes the last 1,000 events by both tables. As if there were no mutes, which end by themselves, and no follow-up,
 * which depends on where an alert went before.
 */
export async function testOnLastEvents(db: Db, tables: RoutingTables): Promise<ConfigPlan["backTest"]> {
  const before = { ...tables.before, mutes: [] };
  const after = { ...tables.after, mutes: [] };
  const needsStatus = [...before.rules, ...after.rules].some(({ onlyOnChange }) => onlyOnChange);
  const seen = await overLastEvents(db, async (event): Promise<MovedEvent | null> => {
    const { payload, details, seq } = event;
    const status = needsStatus ? await statusBefore(db, { alertId: payload.alert_id, seq }) : null;
    const tried = { payload, details, before: status };
    return moved(event, goesTo(tried, before), goesTo(tried, after));
  });
  return { tested: seen.length, moved: seen.filter((one) => one !== null) };
}

/** The channels that an event goes to, by id with their names. */
function goesTo(event: RuleEvent, table: RoutingTable): Map<string, string> {
  const sent = new Set(
    route(event, table, 0).decisions.flatMap(({ kind, channelId }) => (kind === "send" ? channelId : [])),
  );
  return new Map(table.channels.flatMap(({ id, name }) => (sent.has(id) ? [[id, name]] : [])));
}

function moved(
  { id, payload, receivedAt }: StoredEvent,
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): MovedEvent | null {
  const gains = [...after].flatMap(([channel, name]) => (before.has(channel) ? [] : name));
  const loses = [...before].flatMap(([channel, name]) => (after.has(channel) ? [] : name));
  if (gains.length === 0 && loses.length === 0) return null;
  const { alert_id: alertId, alert_title: alertTitle } = payload;
  return { eventId: id, alertId, alertTitle, receivedAt, gains, loses };
}
