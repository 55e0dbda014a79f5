import type { Db } from "#db/client.ts";
import { lastFailureOf } from "#db/queries/last-failure.ts";
import { failedRules, troubledChannels } from "#db/queries/own-states.ts";
import { freeInWords, isStorageLow, type Space } from "#lib/domain/own/storage.ts";
import type { OwnState } from "#lib/domain/own/words.ts";

/** How long a rule counts as failing after its expression failed on an event, ms. */
const RULE_FAILS_MS = 24 * 3_600_000;

/** A state that lasts; `why` is read only for one that is told. */
export type LastingState = Omit<OwnState, "why"> & { why: (db: Db) => string | null };

/** The states of Tocsin's own that last at `now` (ms). */
export function lastingStates(
  db: Db,
  { now, space, wasLow }: { now: number; space: Space; wasLow: boolean },
): LastingState[] {
  return [
    ...(isStorageLow(space, wasLow) ? [storageLow(space)] : []),
    ...troubledChannels(db).flatMap(statesOfChannel),
    ...failedRules(db, now - RULE_FAILS_MS).map(
      ({ id, name, lastError }): LastingState => ({
        kind: "rule-failing",
        thing: id,
        name,
        why: () => lastError,
      }),
    ),
  ];
}

const storageLow = (space: Space): LastingState => ({
  kind: "storage-low",
  thing: "data-folder",
  name: "",
  why: () => `${freeInWords(space)} is free.`,
});

type Channel = ReturnType<typeof troubledChannels>[number];

function statesOfChannel(channel: Channel): LastingState[] {
  const { id: thing, name, enabled, disabledReason, failingSince, refusingSince, refusal } = channel;
  if (!enabled) return [{ kind: "channel-disabled", thing, name, why: () => disabledReason }];
  const states: LastingState[] = [];
  if (failingSince !== null)
    states.push({
      kind: "channel-failing",
      thing,
      name,
      why: (db) => lastFailureOf(db, thing)?.message ?? null,
    });
  if (refusingSince !== null) states.push({ kind: "channel-refusing", thing, name, why: () => refusal });
  return states;
}
