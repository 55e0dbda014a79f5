import type { SettledChannel } from "#lib/domain/channel/change.ts";
import type { ChannelView } from "#lib/domain/channel/channel.ts";

/**
 * What the audit log says of a channel's settings: all that may be shown and, where there was a channel
 * `before`, is another now; and the names of the secrets that were entered.
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
