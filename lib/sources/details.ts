import { type Details, faultOfDetails, MAX_DETAILS_BYTES } from "#lib/domain/alert/details.ts";
import { copyOf, Measure, Read, type Room } from "./details-room.ts";
import { isMembers } from "./members.ts";

/**
 * The original as an alert's details. What they couldn't hold is mended: integers beyond ±(2^53−1) and values
 * below 32 levels become text, half a surrogate pair becomes U+FFFD. If they take more than 16 KiB, the longest
 * texts are cut, then lists after 20 entries, then all the rest, and `truncated` is true.
 */
export function detailsOf(original: unknown): Details | null {
  if (original === null || original === undefined) return null;
  const root = isMembers(original) ? original : { body: original };
  if (faultOfDetails(root) === null) return root;
  const read = new Read();
  const mended = new Measure(WHOLE, read).fits(root) ? copyOf(root, WHOLE, read) : null;
  if (mended !== null && fits(mended)) return mended;
  for (const room of ROOMS) {
    const measure = new Measure(room, read);
    if (!measure.fits(root) || !measure.cuts) continue;
    const shorter = { ...copyOf(root, room, read), truncated: true };
    if (fits(shorter)) return shorter;
  }
  return { truncated: true };
}

const WHOLE: Room = { text: Infinity, entries: Infinity, members: Infinity };

const ROOMS: readonly Room[] = [
  ...[8_000, 4_000, 2_000, 1_000, 500].map((text) => ({ ...WHOLE, text })),
  ...[500, 200, 100].map((text) => ({ ...WHOLE, text, entries: 20 })),
  ...[100, 40, 20].map((members) => ({ text: 100, entries: 20, members })),
];

const encoder = new TextEncoder();

const fits = (details: Details): boolean =>
  encoder.encode(JSON.stringify(details)).length <= MAX_DETAILS_BYTES;
