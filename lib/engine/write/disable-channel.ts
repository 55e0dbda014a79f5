import { recordAudit } from "#db/queries/audit.ts";
import { channelRow, updateChannel } from "#db/queries/channels.ts";
import type { Tx } from "./context.ts";

/** Why Tocsin disables a channel: for the audit log, and in one sentence for people. */
type Why = { because: "gone" | "only_failures"; disabledReason: string };

/**
 * Disables a channel by itself, with its audit row. Returns whether it did: the channel may be disabled or
 * deleted already. The caller says that the channel has changed.
 */
export function disableChannel(tx: Tx, channelId: string, { because, disabledReason }: Why): boolean {
  const channel = channelRow(tx.db, channelId);
  if (channel === undefined || !channel.enabled) return false;
  updateChannel(tx.db, channelId, { enabled: false, disabledReason }, tx.now);
  const target = { id: channelId, name: channel.name };
  const details = { enabled: false, because };
  recordAudit(tx, { kind: "system" }, { action: "channels.update", target, details });
  return true;
}
