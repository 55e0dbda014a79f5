import { z } from "zod";
import { recordAudit } from "#db/queries/audit.ts";
import {
  type ChannelRow,
  channelRow,
  countWaiting,
  enableChannel,
  toChannelView,
  updateChannel as writeChannel,
} from "#db/queries/channels.ts";
import type { CertificateMemory } from "#db/schema/index.ts";
import type { SettledChannel } from "#lib/domain/channel/change.ts";
import type { ChannelView } from "#lib/domain/channel/channel.ts";
import { channelChangesSchema } from "#lib/domain/channel/channel-schema.ts";
import { isOtherDestination } from "#lib/domain/channel/move.ts";
import { AppError } from "#lib/domain/errors.ts";
import { parseOrRefuse } from "#lib/domain/issues.ts";
import { authorise } from "#lib/domain/people/actor.ts";
import { cancelWaiting } from "#lib/engine/delivery/cancel-waiting.ts";
import type { Tx, Verb, VerbContext } from "#lib/engine/write/context.ts";
import { auditable } from "./auditable.ts";
import { existing, refuseTakenName } from "./existing.ts";
import { type LookedAt, look } from "./look.ts";
import { replaceSecrets } from "./secrets.ts";
import { memoryFor, settleChanges } from "./settle-changes.ts";

const target = z.object({ id: z.string(), changes: z.unknown() });

/**
 * Changes the members given of a channel. Scope `manage`. Throws AppError `not_found`; `conflict` where
 * `version` is given and is no longer the newest; `invalid` with an issue per field, also at each saved
 * secret that may not go to another destination. Enabling sends what waited, or with `waiting: "discard"` cancels it.
 */
export const updateChannel: Verb<ChannelView> = async (context, { actor, input }) => {
  authorise(actor, "manage");
  const { id, changes } = parseOrRefuse(target, input);
  const { version, waiting = "send", ...given } = parseOrRefuse(channelChangesSchema, changes);
  const seen = existing(channelRow(context.db, id));
  refuseOldVersion(seen.version, version);
  const discards = waiting === "discard";
  if (discards) refuseUnlessEnabling(seen, given);
  const settled = settleChanges(context, seen, given);
  refuseTakenName(context.db, settled.name, id);
  const lookedAt = await lookAgain(context, seen, settled);
  const changed = await context.transact((tx) => {
    const before = existing(channelRow(tx.db, id));
    refuseOldVersion(before.version, version ?? seen.version);
    refuseTakenName(tx.db, settled.name, id);
    const certificates = lookedAt?.(memoryFor(before, settled)) ?? before.certificates;
    // Enabled, it would send what is to be discarded.
    write(tx, before, { ...settled, enabled: settled.enabled && !discards }, certificates);
    replaceSecrets(context, tx, id, settled);
    const details = {
      ...auditable(settled, toChannelView(before)),
      ...(discards && { discarded: countWaiting(tx.db, id) }),
    };
    recordAudit(tx, actor, { action: "channel.update", target: { id, name: before.name }, details });
    context.channelChanged(tx, id);
    return toChannelView(existing(channelRow(tx.db, id)));
  });
  return discards ? discardAndEnable(context, id) : changed;
};

/**
 * After all that may be refused: what was discarded can't be brought back. A kill in between leaves the channel
 * disabled, with the rest still waiting.
 */
async function discardAndEnable(context: VerbContext, id: string): Promise<ChannelView> {
  await cancelWaiting(context, id, "discarded");
  return context.transact((tx) => {
    enableChannel(tx.db, id);
    context.channelChanged(tx, id);
    return toChannelView(existing(channelRow(tx.db, id)));
  });
}

function refuseUnlessEnabling(seen: ChannelRow, given: { enabled?: boolean | undefined }): void {
  if (!seen.enabled && given.enabled === true) return;
  const message = "Only enabling a disabled channel can discard what waits: give enabled true with it.";
  throw new AppError("invalid", message, [{ path: "waiting", message }]);
}

function refuseOldVersion(stored: number, given: number | undefined): void {
  if (given === undefined || given === stored) return;
  throw new AppError(
    "conflict",
    "Somebody else changed this channel since you opened it: reload to see their change, then make yours.",
  );
}

/** What the new destination's certificate is; null where the destination is the same. */
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
  writeChannel(tx.db, before.id, { ...settings, disabledReason, certificates, heldUntil }, tx.now);
}
