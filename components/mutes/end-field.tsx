"use client";

import { LengthOrTime, type LengthOrTimeField } from "#components/form/length-or-time.tsx";
import { MUTE_MAX_MS } from "#lib/domain/mute/mute.ts";
import type { EndChoice } from "./end.ts";

type Length = Exclude<EndChoice["length"], "at">;

/** For how long to mute: an hour, eight, or until a time. Name it with a fieldset's legend. */
export const EndField = (field: LengthOrTimeField<Length>) => (
  <LengthOrTime {...field} options={LENGTHS} timeLabel="Until" firstMs={DAY_MS} mostMs={MUTE_MAX_MS} />
);

const LENGTHS = [
  { value: "1h", label: "1 hour" },
  { value: "8h", label: "8 hours" },
  { value: "at", label: "Until…" },
] as const;

const DAY_MS = 24 * 3_600_000;
