"use client";

import { useId, useState } from "react";
import { useController } from "react-hook-form";
import { FieldMessages } from "#components/form/field-messages.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import { defaultRetrySchedule } from "#lib/domain/delivery/retry.ts";
import type { SectionProps } from "./section-props.ts";

type Choice = "standard" | "three" | "none" | "custom";

const OPTIONS: { value: Choice; label: string }[] = [
  { value: "standard", label: "Standard: nine tries in 21 hours" },
  { value: "three", label: "Three tries: again after 5 and 30 seconds" },
  { value: "none", label: "None: one try only" },
  { value: "custom", label: "Custom" },
];
const SCHEDULES: Record<Exclude<Choice, "custom">, readonly number[]> = {
  standard: defaultRetrySchedule,
  three: [5, 30],
  none: [],
};

/** The waits between attempts: one of three presets, or a list of seconds. */
export function RetrySchedule({ form, disabled }: Pick<SectionProps, "form" | "disabled">) {
  const id = useId();
  const { field, fieldState } = useController({ control: form.control, name: "retry_schedule" });
  const [choice, setChoice] = useState(() => choiceOf(field.value));
  const [text, setText] = useState(() => field.value.join(", "));
  const error = messageIn(fieldState.error);
  const ids = { help: `${id}-help`, error: `${id}-error` };
  const wiring = { disabled, "aria-invalid": error ? true : undefined } as const;

  function choose(next: Choice) {
    setChoice(next);
    if (next === "custom") setText(field.value.join(", "));
    else field.onChange([...SCHEDULES[next]]);
  }

  function type(typed: string) {
    setText(typed);
    field.onChange(delaysIn(typed));
  }

  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="w-fit font-medium">
        Retry schedule
      </label>
      <Select id={id} value={choice} onChange={choose} options={OPTIONS} disabled={disabled} />
      {choice === "custom" && (
        <Input
          {...wiring}
          ref={field.ref}
          value={text}
          onChange={(event) => type(event.target.value)}
          onBlur={field.onBlur}
          aria-label="Delays in seconds"
          aria-describedby={error ? `${ids.help} ${ids.error}` : ids.help}
          placeholder="5, 30, 120"
          autoComplete="off"
        />
      )}
      <FieldMessages ids={ids} help={choice === "custom" ? CUSTOM_HELP : undefined} error={error} />
    </div>
  );
}

const CUSTOM_HELP = "Seconds to wait before each retry: up to 12 delays, each up to 7 days (604800).";

function choiceOf(schedule: readonly number[]): Choice {
  const same = (known: readonly number[]) => known.join() === schedule.join();
  return OPTIONS.find(({ value }) => value !== "custom" && same(SCHEDULES[value]))?.value ?? "custom";
}

/** Text that is no number becomes NaN, which the schema refuses. */
const delaysIn = (typed: string): number[] =>
  typed
    .split(/[\s,]+/)
    .filter(Boolean)
    .map(Number);

/** The fault of a list is at the list itself or at one of its entries. */
function messageIn(error: unknown): string | undefined {
  if (Array.isArray(error)) return error.map(messageIn).find((message) => message !== undefined);
  if (typeof error !== "object" || error === null || !("message" in error)) return undefined;
  return typeof error.message === "string" ? error.message : undefined;
}
