"use client";

import type { ComponentProps } from "react";
import { Input } from "#components/ui/input.tsx";
import { localInput } from "#components/ui/local-input.ts";
import { Segmented } from "#components/ui/segmented.tsx";
import { useTimeZone } from "#components/ui/time-zone.tsx";

/** A length, or `at`: then a time, as an input of type datetime-local holds it. */
type Choice<Length extends string> = { length: Length | "at"; at: string };

/** What the form field around it gives. */
export type LengthOrTimeField<Length extends string> = Omit<
  ComponentProps<typeof Segmented>,
  "value" | "onChange" | "options"
> & {
  value: Choice<Length>;
  onChange: (value: Choice<Length>) => void;
};

type LengthOrTimeProps<Length extends string> = LengthOrTimeField<Length> & {
  options: readonly { value: Length | "at"; label: string }[];
  /** The time's name, and how far ahead it is before somebody chooses another; the farthest, if there is one. */
  timeLabel: string;
  firstMs: number;
  mostMs?: number;
};

/** When something ends: after a length, or at a time. */
export function LengthOrTime<Length extends string>(props: LengthOrTimeProps<Length>) {
  const { value, onChange, options, timeLabel, firstMs, mostMs, ...shared } = props;
  const zone = useTimeZone();
  const ahead = (ms: number) => localInput(Date.now() + ms, zone);
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Segmented
        {...shared}
        value={value.length}
        onChange={(length) => onChange({ length, at: length === "at" ? ahead(firstMs) : "" })}
        options={options}
      />
      {value.length === "at" && (
        <Input
          type="datetime-local"
          aria-label={timeLabel}
          className="w-auto"
          value={value.at}
          min={ahead(0)}
          max={mostMs === undefined ? undefined : ahead(mostMs)}
          onChange={(event) => onChange({ ...value, at: event.target.value })}
        />
      )}
    </div>
  );
}
