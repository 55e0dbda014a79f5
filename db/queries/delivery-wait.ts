import { sql } from "drizzle-orm";
import { channels, deliveries } from "#db/schema/index.ts";
import type { DeliveryState } from "#lib/domain/delivery/delivery.ts";
import { type Wait, type WaitFacts, waitOf } from "#lib/domain/delivery/wait.ts";

/** What says why a delivery waits, from its row and its channel's. */
export const waitingColumns = {
  state: deliveries.state,
  held: deliveries.held,
  nextAttemptAt: deliveries.nextAttemptAt,
  channelEnabled: channels.enabled,
  channelFailing: sql<boolean>`${channels.failingSince} IS NOT NULL`.mapWith(Boolean),
  heldUntil: channels.heldUntil,
};

/** Why it waits at `now` (ms), and until when; null if it is not pending. */
export const waitOfRow = (row: WaitFacts & { state: DeliveryState }, now: number): Wait | null =>
  row.state === "pending" ? waitOf(row, now) : null;
