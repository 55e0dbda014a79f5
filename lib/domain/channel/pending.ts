/** Pending deliveries of a channel are counted up to one more than this. */
export const PENDING_COUNTED = 1_000;
