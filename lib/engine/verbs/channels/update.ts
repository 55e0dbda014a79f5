import { z } from "zod";
import { recordAudit } from "#db/queries/audit.ts";
import {
  type ChannelRow,
  channelRow,
  enableChannel,
  toChannelView,
  updateChannel as writeChannel,
} from "#db/queries/channels.ts";
import { countWaiting } from "#db/queries/waiting-deliveries.ts";
import type { CertificateMemory } from "#db/schema/index.ts";
import type { SettledChannel } from "#lib/domain/channel/change.ts";
import type { ChannelView } from "#lib/domain/channel/channel.ts";
import { channelChangesSchema } from "#lib/domain/channel/channel-schema.ts";
import { isOtherDestination } from "#lib/domain/channel/move.ts";
import { AppError } from "#lib/domain/errors.ts";
import { existing } from "#lib/domain/existing.ts";
import { parseOrRefuse } from "#lib/domain/issues.ts";
import { type Actor, authorise } from "#lib/domain/people/actor.ts";
import { refuseOldVersion } from "#lib/domain/version.ts";
import { cancelWaiting } from "#lib/engine/delivery/cancel-waiting.ts";
import type { Tx, Verb, VerbContext } from "#lib/engine/write/context.ts";
import { auditable } from "./auditable.ts";
import { type LookedAt, look } from "./look.ts";
import { replaceSecrets } from "./secrets.ts";
import { type GivenChanges, memoryFor, settleChanges } from "./settle-changes.ts";
import { refuseTakenName } from "./taken-name.ts";
import { refuseFailingFormat } from "./try-format.ts";

const target = z.object({ id: z.string(), changes: z.unknown() });

/**
 * Changes the given members of a channel. Enabling it sends what waited, or with `waiting: "discard"` cancels
 * it. Scope `manage`. Throws AppError `not_found`; `conflict` if `version` is given and is not the newest;
 * `invalid` with an issue per field, also at each saved secret that may not go to another destination.
 */
export const updateChannel: Verb<ChannelView> = async (context, { actor, input }) => {
  authorise(actor, "manage");
  const { id, changes } = parseOrRefuse(target, input);
  const { version, waiting = "send", ...given } = parseOrRefuse(channelChangesSchema, changes);
  const seen = existing("channel", channelRow(context.db, id));
  refuseOldVersion("channel", { stored: seen.version, given: version });
  const discards = waiting === "discard";
  if (discards) refuseUnlessEnabling(seen, given);
  const prepared = await prepareChannelChange(context, seen, given);
  const changed = await context.transact((tx) =>
    storeChannelChange(context, tx, actor, { ...prepared, discards }),
  );
  return discards ? discardAndEnable(context, id) : changed;
};

/** A change of a channel that was checked and looked at, ready to be stored. */
export type PreparedChange = {
  id: string;
  /** The version that was changed: the stored one must still be it. */
  version: number;
  settled: SettledChannel;
  /** Null if the destination stays the same. */
  lookedAt: LookedAt | null;
  /** Whether the deliveries that waited are to be cancelled after the transaction. */
  discards: boolean;
};

/** Checks a change of the channel as it was `seen`, before its transaction. Throws AppError `invalid`. */
export async function prepareChannelChange(
  context: VerbContext,
  seen: ChannelRow,
  given: GivenChanges,
): Promise<PreparedChange> {
  const settled = settleChanges(context, seen, given);
  refuseTakenName(context.db, settled.name, seen.id);
  refuseFailingFormat(context, settled, seen);
  const lookedAt = await lookAgain(context, seen, settled);
  return { id: seen.id, version: seen.version, settled, lookedAt, discards: false };
}

/**
 * Stores a change in the open transaction. Throws AppError `conflict` if the channel has another version by
 * now, `invalid` if its name was taken meanwhile.
 */
export function storeChannelChange(
  context: VerbContext,
  tx: Tx,
  actor: Actor,
  { id, version, settled, lookedAt, discards }: PreparedChange,
): ChannelView {
  const before = existing("channel", channelRow(tx.db, id));
  refuseOldVersion("channel", { stored: before.version, given: version });
  refuseTakenName(tx.db, settled.name, id);
  const certificates = lookedAt?.(memoryFor(before, settled)) ?? before.certificates;
  // Stay disabled until the waiting deliveries are discarded, or they would be sent.
  write(tx, before, { ...settled, enabled: settled.enabled && !discards }, certificates);
  replaceSecrets(context, tx, id, settled);
  const details = {
    ...auditable(settled, toChannelView(before)),
    ...(discards && { discarded: countWaiting(tx.db, id) }),
  };
  recordAudit(tx, actor, { action: "channels.update", target: { id, name: before.name }, details });
  context.channelChanged(tx, id);
  return toChannelView(existing("channel", channelRow(tx.db, id)));
}

/**
 * Runs after the transaction that may refuse, since discarded deliveries can't be brought back. A kill in
 * between leaves the channel disabled and the rest waiting.
 */
async function discardAndEnable(context: VerbContext, id: string): Promise<ChannelView> {
  await cancelWaiting(context, id, "discarded");
  return context.transact((tx) => {
    enableChannel(tx.db, id);
    context.channelChanged(tx, id);
    return toChannelView(existing("channel", channelRow(tx.db, id)));
  });
}

function refuseUnlessEnabling(seen: ChannelRow, given: { enabled?: boolean | undefined }): void {
  if (!seen.enabled && given.enabled === true) return;
  const message = "Only enabling a disabled channel can discard what waits: give enabled true with it.";
  throw new AppError("invalid", message, [{ path: "waiting", message }]);
}

/** Looks at the certificate of a new destination; null if the destination stays the same. */
async function lookAgain(
  context: VerbContext,
  before: ChannelRow,
  settled: SettledChannel,
): Promise<LookedAt | null> {
  if (settled.url === before.url && settled.verifySsl === before.verifySsl) return null;
  return look(context, settled, memoryFor(before, settled));
}

function write(tx: Tx, before: ChannelRow, settled: SettledChannel, certificates: CertificateMemory): void {
  const { secrets: _, kept: __, ...settings } = settled;
  const disabledReason = settled.enabled === before.enabled ? before.disabledReason : null;
  const heldUntil = isOtherDestination(toChannelView(before), settled) ? null : before.heldUntil;
  const enables = settled.enabled && !before.enabled;
  const onlyFailuresSince = enables ? null : before.onlyFailuresSince;
  const facts = { disabledReason, certificates, heldUntil, onlyFailuresSince };
  writeChannel(tx.db, before.id, { ...settings, ...facts }, tx.now);
}
