"use client";

import { CheckboxField } from "#components/form/checkbox-field.tsx";
import { Field } from "#components/form/field.tsx";
import { FormSection } from "#components/form/form-section.tsx";
import { Input } from "#components/ui/input.tsx";
import { RetrySchedule } from "./retry-schedule.tsx";
import type { SectionProps } from "./section-props.ts";

/** How often Tocsin tries a delivery, how many requests it sends at once, and when it gives up on the receiver. */
export function DeliverySection({ form, disabled }: SectionProps) {
  return (
    <FormSection title="Delivery">
      <RetrySchedule form={form} disabled={disabled} />
      <Field
        control={form.control}
        name="max_in_flight"
        label="Max in flight"
        help="Maximum concurrent requests (1–256). Further deliveries wait."
        disabled={disabled}
      >
        {({ value, onChange, ...field }) => (
          <Input
            {...field}
            type="number"
            min={1}
            max={256}
            value={Number.isNaN(value) ? "" : value}
            onChange={(event) => onChange(event.target.valueAsNumber)}
            className="max-w-32"
          />
        )}
      </Field>
      <CheckboxField
        control={form.control}
        disabled={disabled}
        name="auto_disable"
        label="Disable after 5 days of failures"
        help="If every attempt of 5 days has failed, at least 20 of them, Tocsin disables this webhook and tells you. What waits is kept."
      />
    </FormSection>
  );
}
