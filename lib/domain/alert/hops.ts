/** Says how many installations of Tocsin an event has come through. */
export const HOPS_HEADER = "tocsin-hops";

/** An event that came through so many goes in a circle. */
export const TOO_MANY_HOPS = 5;

/** What a `tocsin-hops` header says: 0 where it is absent or no whole number. */
export const readHops = (header: string | null): number =>
  header !== null && /^\d+$/.test(header) ? Number(header) : 0;
