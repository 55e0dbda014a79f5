/** Counting a channel's pending deliveries stops one beyond this. */
export const PENDING_COUNTED = 1_000;
