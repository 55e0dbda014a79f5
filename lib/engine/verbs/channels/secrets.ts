import { dropSecrets, putSecret, secretPlace } from "#db/queries/channel-secrets.ts";
import { type SettledChannel, secretName, settle } from "#lib/domain/channel/change.ts";
import type { ChannelView } from "#lib/domain/channel/channel.ts";
import type { ChannelSettings } from "#lib/domain/channel/channel-schema.ts";
import { AppError } from "#lib/domain/errors.ts";
import { Secret } from "#lib/domain/secret.ts";
import { openSecrets } from "#lib/engine/delivery/destination.ts";
import type { Tx, VerbContext } from "#lib/engine/write/context.ts";

/** Like `settle`, but throws AppError `invalid` if a saved secret may not stay. */
export function settleOrRefuse(settings: ChannelSettings, stored: ChannelView | null): SettledChannel {
  const { channel, issues } = settle(settings, stored);
  if (issues.length > 0) throw new AppError("invalid", issues[0]?.message ?? "", issues);
  return channel;
}

/**
 * The channel's secrets, or only those named, opened. Throws AppError `conflict` if one is damaged; nothing
 * is sent to such a channel.
 */
export function openOrRefuse(context: VerbContext, channelId: string, names?: string[]): Map<string, Secret> {
  try {
    return openSecrets(context.db, context.open, channelId, names);
  } catch {
    throw new AppError(
      "conflict",
      "A saved secret of this channel can't be opened: enter its secrets again and rotate its signing secret.",
    );
  }
}

/** Seals and stores secrets under their names. */
export function sealSecrets(
  context: VerbContext,
  tx: Tx,
  channelId: string,
  secrets: ReadonlyMap<string, string>,
): void {
  for (const [name, value] of secrets) {
    const sealed = context.seal(new Secret(value), secretPlace(channelId, name));
    putSecret(tx.db, { channelId, name, sealed });
  }
}

/**
 * Stores the new secrets and deletes those that no longer belong to the channel. The signing secrets stay.
 */
export function replaceSecrets(
  context: VerbContext,
  tx: Tx,
  channelId: string,
  settled: SettledChannel,
): void {
  const except = [...settled.kept, secretName.signing, secretName.previousSigning];
  dropSecrets(tx.db, channelId, { except });
  sealSecrets(context, tx, channelId, settled.secrets);
}
