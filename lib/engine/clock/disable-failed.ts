import { channelsWithOnlyFailures } from "#db/queries/channel-health.ts";
import { lastFailureOf } from "#db/queries/last-failure.ts";
import { tallySince } from "#db/queries/tallies.ts";
import { FAILED_ATTEMPTS_TO_DISABLE, FAILED_DAYS_TO_DISABLE } from "#lib/domain/channel/health.ts";
import type { Tx } from "#lib/engine/write/context.ts";
import { disableChannel } from "#lib/engine/write/disable-channel.ts";
import type { ChoreContext, ChoreParts } from "./chore.ts";

const SPAN_MS = FAILED_DAYS_TO_DISABLE * 24 * 3_600_000;

/** Disables channels whose attempts of 5 days have all failed, if their settings allow it. */
export const disablingFailed = ({
  db,
  now,
  transact,
  channelChanged,
}: Pick<ChoreContext, "db" | "now" | "transact" | "channelChanged">): ChoreParts => ({
  name: "disabling channels that only fail",
  everyMs: 5_000,
  isDue: () => channelsToDisable({ db, now: now() }).length > 0,
  step: () =>
    transact((tx) => {
      for (const channelId of channelsToDisable(tx))
        if (disable(tx, channelId)) channelChanged(tx, channelId);
      return false;
    }),
});

function channelsToDisable({ db, now }: Pick<Tx, "db" | "now">): string[] {
  const since = now - SPAN_MS;
  return channelsWithOnlyFailures(db, since).filter(
    (key) => tallySince(db, { name: "attempt_failed", key }, since) >= FAILED_ATTEMPTS_TO_DISABLE,
  );
}

function disable(tx: Tx, channelId: string): boolean {
  const last = lastFailureOf(tx.db, channelId);
  const all = `Every attempt of the last ${FAILED_DAYS_TO_DISABLE} days failed.`;
  const disabledReason = last === null ? all : `${all} The last one: ${last.message}`;
  return disableChannel(tx, channelId, { because: "only_failures", disabledReason });
}
