import type { ChannelHealth } from "#lib/domain/channel/health.ts";

/** Requests in flight over all channels. */
export const MAX_IN_FLIGHT = 256;
/** Of these, so many are kept for channels that have few in flight, however many others hang. */
export const KEPT_FREE = 64;
const FEW = 4;

/** What decides whether a channel may send one more request. */
export type LaneLoad = {
  /** Its requests in flight. */
  inFlight: number;
  /** How many it may have. */
  limit: number;
  health: ChannelHealth;
};

/** Whether a lane may start another request at `now` (ms), while `total` are in flight over all. */
export function mayStart({ inFlight, limit, health }: LaneLoad, total: number, now: number): boolean {
  if (total >= MAX_IN_FLIGHT || inFlight >= limit) return false;
  if (now < health.heldUntil) return false;
  if (health.failing !== null) return inFlight === 0 && now >= health.failing.probeAt;
  return inFlight < FEW || total < MAX_IN_FLIGHT - KEPT_FREE;
}

/** When a lane whose next delivery falls due at `dueAt` should be looked at again, ms since 1970. */
export const wakesAt = (dueAt: number, { failing, heldUntil }: ChannelHealth): number =>
  Math.max(dueAt, failing?.probeAt ?? 0, heldUntil);
