import type { Db } from "#db/client.ts";
import { listAlerts } from "#db/queries/alert-pages.ts";
import {
  alertWithId,
  deliveriesByIdStart,
  deliveriesOfEvent,
  namedChannels,
  namedRules,
} from "#db/queries/search-things.ts";
import { FOUND_MAX, type Found } from "#lib/domain/search/found.ts";
import { ranked } from "#lib/domain/search/rank.ts";

/**
 * Searches the console for a name, a title or an id; at most 8 results of each kind. Channels and rules: by
 * name or by the start of the id. Alerts: as in their list. Deliveries: by the start of their id, or by their
 * event's id.
 */
export async function searchConsole(db: Db, typed: string): Promise<Found[]> {
  const wanted = typed.trim();
  if (wanted === "") return [];
  return [
    ...named("channel", wanted, namedChannels(db)),
    ...named("rule", wanted, namedRules(db)),
    ...(await alertsFound(db, wanted)),
    ...deliveriesFound(db, wanted),
  ];
}

type Named = { id: string; name: string; enabled: boolean };

function named(kind: "channel" | "rule", wanted: string, all: readonly Named[]): Found[] {
  const byId = all.filter(({ id }) => wanted.includes("_") && id.startsWith(wanted));
  const byName = ranked(wanted, all, ({ name }) => [name]);
  return [...new Set([...byId, ...byName])].slice(0, FOUND_MAX).map(({ id, name, enabled }) => ({
    kind,
    id,
    title: name,
    note: enabled ? "" : "Disabled",
  }));
}

/** Also looks the id up directly, because the search index may lack an alert that has just come. */
async function alertsFound(db: Db, wanted: string): Promise<Found[]> {
  const exact = alertWithId(db, wanted);
  const { data } = await listAlerts(db, { q: wanted, limit: FOUND_MAX });
  const others = data.filter(({ alertId }) => alertId !== wanted);
  return [...(exact === undefined ? [] : [exact]), ...others]
    .slice(0, FOUND_MAX)
    .map(({ alertId, title, status, priority }) => ({
      kind: "alert",
      id: alertId,
      title,
      note: `${priority}, ${status}`,
    }));
}

function deliveriesFound(db: Db, wanted: string): Found[] {
  return deliveryRows(db, wanted).map(({ id, state, alertTitle, channelName }) => ({
    kind: "delivery",
    id,
    title: alertTitle,
    note: `${channelName}, ${state}, ${id}`,
  }));
}

function deliveryRows(db: Db, wanted: string) {
  if (wanted.startsWith("dlv_")) return deliveriesByIdStart(db, wanted, FOUND_MAX);
  return wanted.startsWith("evt_") ? deliveriesOfEvent(db, wanted, FOUND_MAX) : [];
}
