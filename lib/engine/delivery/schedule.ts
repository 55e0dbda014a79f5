import type { ChannelHealth } from "#lib/domain/channel/health.ts";

/** Maximum requests in flight over all channels. */
export const MAX_IN_FLIGHT = 256;
/**
 * Slots reserved for channels with fewer than FEW requests in flight, so that channels that hang can't take
 * all.
 */
export const KEPT_FREE = 64;
const FEW = 4;

/** One channel's requests and health. */
export type LaneLoad = {
  /** The channel's requests in flight. */
  inFlight: number;
  /** The channel's own maximum. */
  limit: number;
  health: ChannelHealth;
};

/**
 * Whether a lane may start another request at `now` (ms), while `total` are in flight over all channels.
 * Example: with 192 in flight over all, a channel with 3 of them may start a fourth, and one with 4 may not
 * start a fifth.
 */
export function mayStart({ inFlight, limit, health }: LaneLoad, total: number, now: number): boolean {
  if (total >= MAX_IN_FLIGHT || inFlight >= limit) return false;
  if (now < health.heldUntil) return false;
  if (health.failing !== null) return inFlight === 0 && now >= health.failing.probeAt;
  return inFlight < FEW || total < MAX_IN_FLIGHT - KEPT_FREE;
}

/**
 * When to look again at a lane whose next delivery is due at `dueAt`, in ms since 1970: not before the probe
 * of a failing channel or the end of a hold. Example: due at 5,000, probe at 10,000, held until 12,000: look
 * at 12,000.
 */
export const wakesAt = (dueAt: number, { failing, heldUntil }: ChannelHealth): number =>
  Math.max(dueAt, failing?.probeAt ?? 0, heldUntil);
