import { momentOf } from "#components/ui/local-input.ts";

/** The end of a key as it is chosen: `at` is what an input of type datetime-local holds. */
export type ExpiryChoice = { length: "never" | "90d" | "365d" | "at"; at: string };

export const NEVER: ExpiryChoice = { length: "never", at: "" };

/**
 * The wanted end as the verb takes it, or null if no time is chosen yet. A chosen time is one of `zone`, or of the
 * browser's time zone if that is null.
 * @example wantedExpiry({ length: "90d", at: "" }, null) === "90d"
 */
export function wantedExpiry({ length, at }: ExpiryChoice, zone: string | null): string | null {
  if (length === "never") return "";
  if (length !== "at") return length;
  const chosen = momentOf(at, zone);
  return Number.isNaN(chosen) ? null : new Date(chosen).toISOString();
}

export const NO_TIME = "Choose the time when the key expires.";
