/** Counts the installations of Tocsin that an event came through. */
export const HOPS_HEADER = "tocsin-hops";

/** An event with this many hops is going in a circle. */
export const TOO_MANY_HOPS = 5;

/**
 * The count in a `tocsin-hops` header; 0 if it is absent or no whole number.
 * @example readHops("2") === 2
 */
export const readHops = (header: string | null): number =>
  header !== null && /^\d+$/.test(header) ? Number(header) : 0;
