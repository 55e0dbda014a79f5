import { momentOf } from "#components/ui/local-input.ts";

/** The end of a mute as it is chosen: `at` is what an input of type datetime-local holds. */
export type EndChoice = { length: "1h" | "8h" | "at"; at: string };

/** The end that the server is asked for. It counts the hours itself, as a browser's clock may be wrong. */
export type WantedEnd = { hours: number } | { until: string };

export const FIRST_CHOICE: EndChoice = { length: "1h", at: "" };

const HOURS = { "1h": 1, "8h": 8 };

/**
 * The wanted end, or null if no time is chosen yet. A chosen time is one of `zone`, or of the browser's
 * own if that is null.
 * @example wantedEnd({ length: "8h", at: "" }, null) gives { hours: 8 }
 */
export function wantedEnd({ length, at }: EndChoice, zone: string | null): WantedEnd | null {
  if (length !== "at") return { hours: HOURS[length] };
  const chosen = momentOf(at, zone);
  return Number.isNaN(chosen) ? null : { until: new Date(chosen).toISOString() };
}

export const NO_TIME = "Choose the time when the mute ends.";
