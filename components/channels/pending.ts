import { PENDING_COUNTED } from "#lib/domain/channel/pending.ts";
import type { Switch } from "./channel-actions.ts";

/** "1 pending delivery", "3 pending deliveries", "more than 1,000 pending deliveries". */
export function pendingDeliveries(count: number): string {
  if (count > PENDING_COUNTED) return `more than ${PENDING_COUNTED.toLocaleString("en")} pending deliveries`;
  return count === 1 ? "1 pending delivery" : `${count.toLocaleString("en")} pending deliveries`;
}

/** What enabling or disabling does to new alerts and to pending deliveries. */
export function afterSwitch({ enabled, waiting = "send" }: Switch, pending: number): string {
  if (!enabled)
    return pending === 0
      ? "New alerts are not sent."
      : `New alerts are not sent; ${pendingDeliveries(pending)} wait until it is enabled again.`;
  if (pending === 0) return "New alerts are sent.";
  return waiting === "send"
    ? `New alerts are sent, and what waited too: ${pendingDeliveries(pending)}.`
    : `New alerts are sent. Discarded: ${pendingDeliveries(pending)}.`;
}

/** What deleting does to pending deliveries: "Its 3 pending deliveries are cancelled." */
export function whatIsCancelled(pending: number, whose: "Its" | "Their"): string {
  if (pending === 0) return "Deliveries that are still pending are cancelled.";
  return `${whose} ${pendingDeliveries(pending)} ${pending === 1 ? "is" : "are"} cancelled.`;
}

/** What a changed format means for pending deliveries; null if none wait. */
export function willUseFormat(pending: number): string | null {
  if (pending === 0) return null;
  const what = pendingDeliveries(pending).replace(/^./, (first) => first.toUpperCase());
  return pending === 1 ? `${what} waits and will use it.` : `${what} wait and will use it.`;
}
