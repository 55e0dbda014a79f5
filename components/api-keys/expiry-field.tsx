"use client";

import type { ComponentProps } from "react";
import { Input } from "#components/ui/input.tsx";
import { localInput } from "#components/ui/local-input.ts";
import { Segmented } from "#components/ui/segmented.tsx";
import { useTimeZone } from "#components/ui/time-zone.tsx";
import type { ExpiryChoice } from "./expiry.ts";

type Props = Omit<ComponentProps<typeof Segmented>, "value" | "onChange" | "options"> & {
  value: ExpiryChoice;
  onChange: (value: ExpiryChoice) => void;
};

/** When a key expires: never, after some days, or at a time. Name it with a ChoiceField. */
export function ExpiryField({ value, onChange, ...shared }: Props) {
  const zone = useTimeZone();
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Segmented
        {...shared}
        value={value.length}
        onChange={(length) => onChange({ length, at: length === "at" ? localInput(inAWeek(), zone) : "" })}
        options={LENGTHS}
      />
      {value.length === "at" && (
        <Input
          type="datetime-local"
          aria-label="Expires at"
          className="w-auto"
          value={value.at}
          min={localInput(Date.now(), zone)}
          onChange={(event) => onChange({ ...value, at: event.target.value })}
        />
      )}
    </div>
  );
}

const LENGTHS = [
  { value: "never", label: "Never" },
  { value: "90d", label: "90 days" },
  { value: "365d", label: "1 year" },
  { value: "at", label: "At…" },
] as const;

/** What the time says before somebody chooses another. */
const inAWeek = (): number => Date.now() + 7 * 24 * 3_600_000;
