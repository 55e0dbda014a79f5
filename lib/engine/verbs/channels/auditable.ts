import type { SettledChannel } from "#lib/domain/channel/change.ts";
import type { ChannelView } from "#lib/domain/channel/channel.ts";

/**
 * The part of a channel's settings that the audit log keeps: everything but the secrets, and the names of the
 * secrets that were entered. With `before`, only what changed.
 */
export function auditable(
  { secrets, kept: _, ...settings }: SettledChannel,
  before?: ChannelView,
): Record<string, unknown> {
  const changed = Object.entries(settings).filter(
    ([member, value]) => JSON.stringify(value) !== JSON.stringify(before?.[member as keyof ChannelView]),
  );
  return { ...Object.fromEntries(changed), secretsEntered: [...secrets.keys()] };
}
