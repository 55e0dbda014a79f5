import type { SettledChannel } from "#lib/domain/channel/change.ts";
import type { ChannelView } from "#lib/domain/channel/channel.ts";
import { changedMembers } from "#lib/domain/people/changed-members.ts";

/**
 * The part of a channel's settings that the audit log keeps: everything but the secrets, and the names of the
 * secrets that were entered. With `before`, only what changed, and what it was.
 */
export function auditable(
  { secrets, kept: _, ...settings }: SettledChannel,
  before?: ChannelView,
): Record<string, unknown> {
  const members = before === undefined ? settings : changedMembers({ ...before }, settings);
  return { ...members, secretsEntered: [...secrets.keys()] };
}
