import type { ChannelRow } from "#db/queries/channels.ts";
import { type SettledChannel, secretName } from "#lib/domain/channel/change.ts";
import { channelChangesSchema, newChannelSchema } from "#lib/domain/channel/channel-schema.ts";
import { parseOrRefuse } from "#lib/domain/issues.ts";
import { Secret } from "#lib/domain/secret.ts";
import { NOTHING_MET } from "#lib/engine/delivery/certificate-memory.ts";
import {
  type Destination,
  type DestinationParts,
  makeDestination,
} from "#lib/engine/delivery/destination.ts";
import type { VerbContext } from "#lib/engine/write/context.ts";
import { newSigningSecret } from "#lib/webhook/sign.ts";
import { openOrRefuse, settleOrRefuse } from "./secrets.ts";
import { memoryFor, settleChanges } from "./settle-changes.ts";

/** The saved channel, enabled or not. */
export function savedDestination(context: VerbContext, row: ChannelRow): Destination {
  const secrets = openOrRefuse(context, row.id);
  return makeDestination({ ...row, channelId: row.id, baseUrl: context.outbound().baseUrl, secrets });
}

/**
 * A new channel's settings, or a saved channel with unsaved changes. The rules of saving apply. Throws
 * AppError `invalid`.
 */
export function unsavedDestination(
  context: VerbContext,
  row: ChannelRow | undefined,
  channel: unknown,
): Destination {
  const { baseUrl } = context.outbound();
  if (row === undefined)
    return makeDestination({ ...partsOf(settleNew(channel), undefined, new Map()), baseUrl });
  const { version: _, ...changes } = parseOrRefuse(channelChangesSchema, channel);
  const saved = openOrRefuse(context, row.id);
  return makeDestination({ ...partsOf(settleChanges(context, row, changes), row, saved), baseUrl });
}

/** A Test needs no name yet. */
function settleNew(channel: unknown): SettledChannel {
  const given = typeof channel === "object" && channel !== null ? channel : {};
  const named = "name" in given && given.name ? given : { ...given, name: "Test" };
  return settleOrRefuse(parseOrRefuse(newChannelSchema, named), null);
}

/**
 * Uses the kept secrets and those just entered. If the channel has no signing secret yet, or the URL changed,
 * a throwaway secret signs: only the channel's own receiver may see signatures of its secret.
 */
function partsOf(
  settled: SettledChannel,
  row: ChannelRow | undefined,
  saved: ReadonlyMap<string, Secret>,
): Omit<DestinationParts, "baseUrl"> {
  const secrets = new Map<string, Secret>([[secretName.signing, new Secret(newSigningSecret())]]);
  const signing = leadsTo(row, settled) ? [secretName.signing, secretName.previousSigning] : [];
  for (const name of [...settled.kept, ...signing]) {
    const secret = saved.get(name);
    if (secret !== undefined) secrets.set(name, secret);
  }
  for (const [name, value] of settled.secrets) secrets.set(name, new Secret(value));
  return {
    ...settled,
    channelId: row?.id ?? "",
    version: row?.version ?? 0,
    certificates: row === undefined ? NOTHING_MET : memoryFor(row, settled),
    previousSecretUntil: row?.previousSecretUntil ?? null,
    secrets,
  };
}

/** Whether the settings lead to the saved channel's receiver, with the same values in the URL. */
const leadsTo = (row: ChannelRow | undefined, { url, urlSecrets, secrets }: SettledChannel): boolean =>
  row?.url === url && !urlSecrets.some((replacement) => secrets.has(secretName.url(replacement)));
