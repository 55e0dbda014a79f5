import { useClock } from "#components/ui/clock.ts";
import { useTimeZone } from "#components/ui/time-zone.tsx";
import { useAddressOfList } from "./address.ts";
import { ALL, type Filter } from "./filter.ts";

/** A range of one's own, as the address bar has it (RFC 3339); an open end is null. */
export type OwnRange = { since: string | null; until: string | null };

/** A filter by time that is stored in the address bar. A range of one's own takes the preset's place. */
export function useRange({ param, options, allLabel = "All" }: Filter) {
  const { query, change } = useAddressOfList();
  const inBrowser = useClock(undefined) !== undefined;
  // The server doesn't know the browser's time zone, so its HTML has UTC.
  const zone = useTimeZone() ?? (inBrowser ? undefined : "UTC");
  const preset = options.find(({ value }) => value === query.get(param));
  const since = query.get("since");
  const until = query.get("until");
  const own = since === null && until === null ? null : { since, until };
  const set = (range: OwnRange, value: string | null) => change({ ...range, [param]: value }, "push");
  return {
    preset: preset?.value ?? ALL,
    own,
    shown: own === null ? (preset?.label ?? allLabel) : inWords(own, zone),
    choosePreset: (value: string) => set({ since: null, until: null }, value === ALL ? null : value),
    chooseOwn: (range: OwnRange) => set(range, null),
  };
}

const short = {
  day: "numeric",
  month: "short",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
} as const;

/** "28 Nov, 10:00 – 29 Nov, 12:00" in a zone; undefined is the browser's own. */
function inWords({ since, until }: OwnRange, timeZone: string | undefined): string {
  const format = new Intl.DateTimeFormat("en-GB", { ...short, timeZone });
  const shown = (text: string) => {
    const at = Date.parse(text);
    return Number.isNaN(at) ? text : format.format(at);
  };
  if (since === null) return `until ${shown(until ?? "")}`;
  return until === null ? `since ${shown(since)}` : `${shown(since)} – ${shown(until)}`;
}
