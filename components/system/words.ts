import { formatSpan } from "#components/ui/time-format.ts";
import { bytesInWords } from "#lib/domain/bytes.ts";
import { type Growth, LEAST_DAYS } from "#lib/domain/system/growth.ts";

/** How fast the database grows, in a sentence. */
export function growthInWords(growth: Growth): string {
  if (!growth.known) {
    const days = growth.days === 0 ? "none" : growth.days;
    return `Known once the size was noted on ${LEAST_DAYS} days: so far on ${days}.`;
  }
  const { perDay, days, fullInDays } = growth;
  if (fullInDays === null) return `It did not grow in the last ${days} days.`;
  return `About ${bytesInWords(perDay)} a day in the last ${days} days: at this pace the free space lasts ${lastsInWords(fullInDays)}.`;
}

const YEAR_DAYS = 365;

const lastsInWords = (days: number): string => {
  if (days > 10 * YEAR_DAYS) return "for more than 10 years";
  if (days > 2 * YEAR_DAYS) return `about ${Math.floor(days / YEAR_DAYS)} years`;
  return days === 0
    ? "less than a day"
    : `about ${days === 1 ? "1 day" : `${days.toLocaleString("en")} days`}`;
};

const DAY_MS = 24 * 3_600_000;

/** "30 days", "1 day". */
export const daysInWords = (days: number): string => formatSpan(days * DAY_MS);

/** "every 6 h", "every day". */
export const everyInWords = (ms: number): string => (ms === DAY_MS ? "every day" : `every ${formatSpan(ms)}`);

/** A share of the time: "3 %", "under 1 %". */
export const loadInWords = (share: number): string => {
  const percent = Math.round(share * 100);
  return percent === 0 && share > 0 ? "under 1 %" : `${percent} %`;
};
