import type { Db } from "#db/client.ts";
import { failedBackup } from "#db/queries/last-backup.ts";
import { lastFailureOf } from "#db/queries/last-failure.ts";
import { failedRules, troubledChannels } from "#db/queries/own-states.ts";
import { MOST_WAITING } from "#lib/domain/delivery/expiry.ts";
import type { OwnKind } from "#lib/domain/own/own.ts";
import { freeInWords, isStorageLow, type Space } from "#lib/domain/own/storage.ts";
import type { OwnState } from "#lib/domain/own/words.ts";

/** How long a rule counts as failing after its expression failed on an event, ms. */
const RULE_FAILS_MS = 24 * 3_600_000;
/** How long a channel counts as expiring after its oldest deliveries expired: even a single time is told. ms. */
const EXPIRES_MS = 2 * 60_000;

/** A state that lasts; `why` is read only for one that is told. */
export type LastingState = Omit<OwnState, "why"> & { why: (db: Db) => string | null };

/** The states of Tocsin's own that last at `now` (ms). */
export function lastingStates(
  db: Db,
  { now, space, wasLow }: { now: number; space: Space; wasLow: boolean },
): LastingState[] {
  return [
    ...(isStorageLow(space, wasLow) ? [storageLow(space)] : []),
    ...backupFailing(db),
    ...troubledChannels(db).flatMap((channel) => statesOfChannel(channel, now)),
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

function backupFailing(db: Db): LastingState[] {
  const failed = failedBackup(db);
  return failed === null
    ? []
    : [{ kind: "backup-failing", thing: "backups", name: "", why: () => failed.why }];
}

type Channel = ReturnType<typeof troubledChannels>[number];

function statesOfChannel(channel: Channel, now: number): LastingState[] {
  const { id: thing, name, enabled, disabledReason, failingSince, refusingSince, refusal } = channel;
  const states: LastingState[] = [];
  const add = (kind: OwnKind, why: LastingState["why"]) => states.push({ kind, thing, name, why });
  if (!enabled && disabledReason !== null) add("channel-disabled", () => disabledReason);
  if (enabled && failingSince !== null)
    add("channel-failing", (db) => lastFailureOf(db, thing)?.message ?? null);
  if (enabled && refusingSince !== null) add("channel-refusing", () => refusal);
  if (isExpiring(channel, now)) add("channel-expiring", () => TOO_MANY);
  return states;
}

const isExpiring = ({ oldestExpiredAt }: Channel, now: number): boolean =>
  oldestExpiredAt !== null && Math.abs(now - oldestExpiredAt) < EXPIRES_MS;

const TOO_MANY = `More than ${MOST_WAITING.toLocaleString("en")} deliveries wait for it, so the oldest expire.`;
