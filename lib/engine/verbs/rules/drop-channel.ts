import { recordAudit } from "#db/queries/audit.ts";
import { rulesNaming, updateRule } from "#db/queries/rules.ts";
import type { Actor } from "#lib/domain/people/actor.ts";
import type { Tx } from "#lib/engine/write/context.ts";

/**
 * Takes a deleted channel out of the rules that name it. A rule that names no other channel is disabled and
 * says why.
 */
export function dropChannelFromRules(tx: Tx, actor: Actor, channelId: string): void {
  for (const { id, name, channels, enabled } of rulesNaming(tx.db, channelId)) {
    if (channels === "all") continue;
    const left = channels.filter((one) => one !== channelId);
    const off = left.length === 0;
    const flags = off && enabled ? { enabled: false, disabledReason: "last_channel_deleted" as const } : {};
    updateRule(tx.db, id, { channels: left, ...flags }, tx.now);
    const details = { channels: left, because: "channel_deleted", ...(off && { enabled: false }) };
    recordAudit(tx, actor, { action: "rules.update", target: { id, name }, details });
  }
}
