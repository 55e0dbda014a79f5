/** How many of a channel's concurrent requests jobs may use: half, but one of one. */
export const slotsForJobs = (maxInFlight: number): number => Math.max(1, Math.floor(maxInFlight / 2));
