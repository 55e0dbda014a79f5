"use client";

import type { ComponentProps } from "react";
import { Input } from "#components/ui/input.tsx";
import { localInput } from "#components/ui/local-input.ts";
import { Segmented } from "#components/ui/segmented.tsx";
import { useTimeZone } from "#components/ui/time-zone.tsx";
import { MUTE_MAX_MS } from "#lib/domain/mute/mute.ts";
import type { EndChoice } from "./end.ts";

type Props = Omit<ComponentProps<typeof Segmented>, "value" | "onChange" | "options"> & {
  value: EndChoice;
  onChange: (value: EndChoice) => void;
};

/** For how long to mute: an hour, eight, or until a time. Name it with a fieldset's legend. */
export function EndField({ value, onChange, ...shared }: Props) {
  const zone = useTimeZone();
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Segmented
        {...shared}
        value={value.length}
        onChange={(length) => onChange({ length, at: length === "at" ? localInput(inADay(), zone) : "" })}
        options={LENGTHS}
      />
      {value.length === "at" && (
        <Input
          type="datetime-local"
          aria-label="Until"
          className="w-auto"
          value={value.at}
          min={localInput(Date.now(), zone)}
          max={localInput(Date.now() + MUTE_MAX_MS, zone)}
          onChange={(event) => onChange({ ...value, at: event.target.value })}
        />
      )}
    </div>
  );
}

const LENGTHS = [
  { value: "1h", label: "1 hour" },
  { value: "8h", label: "8 hours" },
  { value: "at", label: "Until…" },
] as const;

/** What the time says before somebody chooses another. */
const inADay = (): number => Date.now() + 24 * 3_600_000;
