import { z } from "zod";
import { recordAudit } from "#db/queries/audit.ts";
import {
  type ChannelRow,
  channelRow,
  toChannelView,
  updateChannel as writeChannel,
} from "#db/queries/channels.ts";
import type { CertificateMemory } from "#db/schema/index.ts";
import { authorise } from "#lib/domain/actor.ts";
import { type ChannelView, channelChangesSchema, channelSettingsSchema } from "#lib/domain/channel.ts";
import {
  isOtherDestination,
  isOtherHost,
  type SettledChannel,
  secretName,
  withChanges,
} from "#lib/domain/channel-change.ts";
import { AppError } from "#lib/domain/errors.ts";
import { parseOrRefuse } from "#lib/domain/issues.ts";
import { fillIn, URL_MAX } from "#lib/domain/masked-url.ts";
import { characters } from "#lib/domain/text.ts";
import { NOTHING_MET } from "#lib/pipeline/certificate-memory.ts";
import type { Tx, Verb, VerbContext } from "#lib/verb.ts";
import { auditable } from "./auditable.ts";
import { cancelWaiting } from "./cancel-waiting.ts";
import { existing, refuseTakenName } from "./existing.ts";
import { type LookedAt, look } from "./look.ts";
import { openOrRefuse, replaceSecrets, settleOrRefuse } from "./secrets.ts";

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
  if (waiting === "discard") refuseUnlessEnabling(seen, given);
  const settled = settleChanges(context, seen, given);
  const lookedAt = await lookAgain(context, seen, settled);
  const discarded = waiting === "discard" ? await cancelWaiting(context, id, "discarded") : 0;
  return context.transact((tx) => {
    const before = existing(channelRow(tx.db, id));
    refuseOldVersion(before.version, version ?? seen.version);
    if (settled.name !== before.name) refuseTakenName(tx, settled.name, id);
    write(tx, before, settled, lookedAt?.(memoryFor(before, settled)) ?? before.certificates);
    replaceSecrets(context, tx, id, settled);
    const details = { ...auditable(settled, toChannelView(before)), ...(discarded > 0 && { discarded }) };
    recordAudit(tx, actor, { action: "channel.update", target: { id, name: before.name }, details });
    context.channelsChanged(tx, id);
    return toChannelView(existing(channelRow(tx.db, id)));
  });
};

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

/** The whole channel as it would be. Throws AppError `invalid`. */
export function settleChanges(
  context: VerbContext,
  row: ChannelRow,
  changes: z.output<typeof channelChangesSchema>,
): SettledChannel {
  const stored = toChannelView(row);
  const settings = parseOrRefuse(channelSettingsSchema, withChanges(stored, changes));
  const settled = settleOrRefuse(settings, stored);
  refuseLongUrl(context, row, settled);
  return settled;
}

/** With saved values in the URL, only here is it known how long it gets. */
function refuseLongUrl(context: VerbContext, row: ChannelRow, settled: SettledChannel): void {
  const { url, urlSecrets, secrets, kept } = settled;
  const keptNames = urlSecrets.map(secretName.url).filter((name) => kept.has(name));
  if (keptNames.length === 0) return;
  const saved = openOrRefuse(context, row.id, keptNames);
  const valueNamed = (name: string) => secrets.get(name) ?? saved.get(name)?.reveal() ?? "";
  const filled = fillIn(url, new Map(urlSecrets.map((name) => [name, valueNamed(secretName.url(name))])));
  if (characters(filled) <= URL_MAX) return;
  const message = `A URL may have at most ${URL_MAX.toLocaleString("en")} characters.`;
  throw new AppError("invalid", message, [{ path: "url", message }]);
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

/** Another host starts with nothing: neither a pin nor what is remembered of certificates moves with the URL. */
export const memoryFor = (before: ChannelRow, settled: SettledChannel): CertificateMemory =>
  isOtherHost(before.url, settled.url) ? NOTHING_MET : before.certificates;

function write(tx: Tx, before: ChannelRow, settled: SettledChannel, certificates: CertificateMemory): void {
  const { secrets: _, kept: __, ...settings } = settled;
  const disabledReason = settled.enabled === before.enabled ? before.disabledReason : null;
  const heldUntil = isOtherDestination(toChannelView(before), settled) ? null : before.heldUntil;
  writeChannel(tx.db, before.id, { ...settings, disabledReason, certificates, heldUntil }, tx.now);
}
