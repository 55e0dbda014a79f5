"use client";

import { LengthOrTime, type LengthOrTimeField } from "#components/form/length-or-time.tsx";
import type { ExpiryChoice } from "./expiry.ts";

type Length = Exclude<ExpiryChoice["length"], "at">;

/** When a key expires: never, after some days, or at a time. Name it with a ChoiceField. */
export const ExpiryField = (field: LengthOrTimeField<Length>) => (
  <LengthOrTime {...field} options={LENGTHS} timeLabel="Expires at" firstMs={WEEK_MS} />
);

const LENGTHS = [
  { value: "never", label: "Never" },
  { value: "90d", label: "90 days" },
  { value: "365d", label: "1 year" },
  { value: "at", label: "At…" },
] as const;

const WEEK_MS = 7 * 24 * 3_600_000;
