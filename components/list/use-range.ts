import { useClock } from "#components/ui/clock.ts";
import { useAddressOfList } from "./address.ts";
import { ALL, type Filter } from "./filter.ts";

/** A range of one's own, as the address bar has it (RFC 3339); an open end is null. */
export type OwnRange = { since: string | null; until: string | null };

/** A filter by time that is stored in the address bar. A range of one's own takes the preset's place. */
export function useRange({ param, options, allLabel = "All" }: Filter) {
  const { query, change } = useAddressOfList();
  const inBrowser = useClock(undefined) !== undefined;
  const preset = options.find(({ value }) => value === query.get(param));
  const since = query.get("since");
  const until = query.get("until");
  const own = since === null && until === null ? null : { since, until };
  const set = (range: OwnRange, value: string | null) => change({ ...range, [param]: value }, "push");
  return {
    preset: preset?.value ?? ALL,
    own,
    shown: own === null ? (preset?.label ?? allLabel) : inWords(own, inBrowser),
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
const localFormat = new Intl.DateTimeFormat("en-GB", short);
const utcFormat = new Intl.DateTimeFormat("en-GB", { ...short, timeZone: "UTC" });

/** "28 Nov, 10:00 – 29 Nov, 12:00". The server doesn't know the reader's time zone, so its HTML has UTC. */
function inWords({ since, until }: OwnRange, inBrowser: boolean): string {
  const shown = (text: string) => {
    const at = Date.parse(text);
    return Number.isNaN(at) ? text : (inBrowser ? localFormat : utcFormat).format(at);
  };
  if (since === null) return `until ${shown(until ?? "")}`;
  return until === null ? `since ${shown(since)}` : `${shown(since)} – ${shown(until)}`;
}
