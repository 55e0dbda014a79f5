/** How large the database was on a day, counted in days since 1970. Sizes in bytes. */
export type SizeSample = { day: number; databaseBytes: number; freeBytes: number };

/** Fewer days would say more about the last busy hour than about the growth. */
export const LEAST_DAYS = 7;
/** The growth is that of the last month, as older growth may have had other reasons. */
const WINDOW_DAYS = 30;

export type Growth =
  /** Too early to say: there are samples of `days` days so far. */
  | { known: false; days: number }
  /** Bytes per day over the last `days` days; `fullInDays` is null if it does not grow. */
  | { known: true; perDay: number; days: number; fullInDays: number | null };

/**
 * How fast the database grew. `samples` are one per day, the oldest first; `freeBytes` is what is free now.
 * E.g. growthOf([{ day: 0, databaseBytes: 100, … }, …, { day: 10, databaseBytes: 200, … }], 50) →
 *   { known: true, perDay: 10, days: 10, fullInDays: 5 }
 */
export function growthOf(samples: readonly SizeSample[], freeBytes: number): Growth {
  const last = samples.at(-1);
  const first = samples.find(({ day }) => last !== undefined && last.day - day <= WINDOW_DAYS);
  if (first === undefined || last === undefined || samples.length < LEAST_DAYS || last.day === first.day)
    return { known: false, days: samples.length };
  const days = last.day - first.day;
  const perDay = (last.databaseBytes - first.databaseBytes) / days;
  return { known: true, perDay, days, fullInDays: perDay > 0 ? Math.floor(freeBytes / perDay) : null };
}

const DAY_MS = 24 * 3_600_000;

/** The day of a time in ms since 1970, UTC. */
export const dayOf = (ms: number): number => Math.floor(ms / DAY_MS);

/** When a day begins, ms since 1970. */
export const startOfDay = (day: number): number => day * DAY_MS;
