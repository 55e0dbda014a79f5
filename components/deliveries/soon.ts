/** A wait this short is over before anybody has read it. */
const SOON_MS = 5_000;

/** Whether a time is so near, or past, that "in a moment" says all. Both in ms since 1970. */
export const isSoon = (at: number, now: number): boolean => at - now < SOON_MS;
