"use client";

import { useId } from "react";
import { useController } from "react-hook-form";
import { FieldMessages } from "#components/form/field-messages.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { STATUSES } from "#lib/domain/alert/alert.ts";
import type { SectionProps } from "./section-props.ts";

/** The statuses of an alert at which the rule notifies. */
export function StatusesField({ form, disabled }: SectionProps) {
  const { field, fieldState } = useController({ control: form.control, name: "statuses" });
  const id = useId();
  const ids = { help: `${id}-help`, error: `${id}-error` };
  const fault = fieldState.error?.message;
  const set = (status: (typeof STATUSES)[number], on: boolean) =>
    field.onChange(STATUSES.filter((one) => (one === status ? on : field.value.includes(one))));
  return (
    <fieldset className="flex flex-col gap-1.5">
      <legend className="mb-1.5 font-medium">Notify at these stages</legend>
      <div className="flex flex-wrap gap-x-5 gap-y-1">
        {STATUSES.map((status) => (
          <label
            key={status}
            htmlFor={`${id}-${status}`}
            className="inline-flex min-h-8 cursor-pointer items-center gap-1.5"
          >
            <Checkbox
              id={`${id}-${status}`}
              checked={field.value.includes(status)}
              onChange={(on) => set(status, on)}
              disabled={disabled}
              className="pointer-coarse:-ml-3.5 -ml-1"
              aria-invalid={fault ? true : undefined}
              aria-describedby={fault && ids.error}
            />
            {status}
          </label>
        ))}
      </div>
      <FieldMessages ids={ids} error={fault} />
    </fieldset>
  );
}
