import type { Db } from "#db/client.ts";
import { lastEventsOf } from "#db/queries/alert-history.ts";
import { listLiveMutes, liveMutes } from "#db/queries/mutes.ts";
import { lastToEnd, mutesOfEvent } from "#lib/domain/mute/cover.ts";
import type { Mute, MuteView } from "#lib/domain/mute/mute.ts";
import type { FieldSource } from "#lib/domain/rule/field.ts";

/** The live mutes of an alert at `now` (ms): its own, and those whose filters its last event matches. */
export const mutesOfAlert = async (db: Db, lastEvent: FieldSource, now: number): Promise<MuteView[]> =>
  mutesOfEvent(await listLiveMutes(db, now), lastEvent, now);

/** Id → until when it is muted, in ms since 1970. What is not muted is left out. */
export type MutedUntil = ReadonlyMap<string, number>;

/** The same for the alerts of a list. */
export async function mutedAlerts(db: Db, alertIds: string[], now: number): Promise<MutedUntil> {
  const mutes = liveMutes(db, now).filter(({ muted: { kind } }) => kind === "alert" || kind === "filters");
  if (mutes.length === 0) return new Map();
  const last = await lastEventsOf(db, alertIds);
  return untilOf(
    [...last].map(([id, event]) => [id, mutesOfEvent(mutes, event, now)]),
    now,
  );
}

/** All channels or rules that are muted themselves. */
export function mutedThings(db: Db, kind: "channel" | "rule", now: number): MutedUntil {
  const byId = Map.groupBy(liveMutes(db, now), ({ muted }) => (muted.kind === kind ? muted.id : null));
  return untilOf(
    [...byId].flatMap(([id, mutes]) => (id === null ? [] : [[id, mutes] as const])),
    now,
  );
}

const untilOf = (things: (readonly [string, readonly Mute[]])[], now: number): MutedUntil =>
  new Map(
    things.flatMap(([id, mutes]) => {
      const last = lastToEnd(mutes, now);
      return last === undefined ? [] : [[id, last.until] as const];
    }),
  );
