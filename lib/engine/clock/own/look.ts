import type { Db } from "#db/client.ts";
import { followedStates, type OwnStateRow, ongoingOwnAlerts } from "#db/queries/own-states.ts";
import { OWN_KINDS, ownAlertId, topicOf } from "#lib/domain/own/own.ts";
import type { Space } from "#lib/domain/own/storage.ts";
import { afterLook, dueEvent, isForgettable } from "#lib/domain/own/telling.ts";
import { type LastingState, lastingStates } from "./lasting.ts";

/** What a look found new about a state: what to remember of it, and the event that is due. */
export type OwnChange = {
  state: OwnStateRow;
  /** Whether that differs from what is stored. */
  differs: boolean;
  /** Set while it lasts. */
  lasting: LastingState | undefined;
  due: "open" | "resolve" | null;
  forget: boolean;
};

/**
 * Looks at all states that last, that are followed, or whose alert is open, at `now` (ms). Returns what is new,
 * the most urgent first: what begins before what is over, and the graver first.
 */
export function lookAtOwnStates(db: Db, { now, space }: { now: number; space: Space }): OwnChange[] {
  const rows = followedStates(db);
  const open = new Set(ongoingOwnAlerts(db));
  const wasLow = rows.some(({ kind, lasts }) => kind === "storage-low" && lasts);
  const lasting = new Map(lastingStates(db, { now, space, wasLow }).map((one) => [ownAlertId(one), one]));
  const known = new Map(rows.map((row) => [ownAlertId(row), row]));
  const told = lastTold(rows);
  return [...new Set([...lasting.keys(), ...known.keys(), ...open])]
    .flatMap((id): OwnChange[] => {
      const topic = topicOf(id);
      if (topic === null) return [];
      const before = known.get(id);
      const state = { ...topic, ...afterLook(before, lasting.has(id), now) };
      const isOpen = open.has(id);
      const due = dueEvent(state, { isOpen, toldOfThing: told.get(topic.thing) ?? null, now });
      const forget = isForgettable(state, { isOpen, now });
      const differs = !isSame(before, state);
      return due !== null || forget || differs
        ? [{ state, differs, lasting: lasting.get(id), due, forget }]
        : [];
    })
    .sort((a, b) => rank(a) - rank(b));
}

/** When an event about each thing was last told, whatever its kind. */
function lastTold(rows: readonly OwnStateRow[]): Map<string, number> {
  const last = new Map<string, number>();
  for (const { thing, toldAt } of rows)
    if (toldAt !== null) last.set(thing, Math.max(toldAt, last.get(thing) ?? toldAt));
  return last;
}

const isSame = (before: OwnStateRow | undefined, after: OwnStateRow): boolean =>
  before?.lasts === after.lasts && before.since === after.since && before.toldAt === after.toldAt;

const rank = ({ due, state }: OwnChange): number =>
  OWN_KINDS.indexOf(state.kind) + (due === "open" ? 0 : OWN_KINDS.length);
