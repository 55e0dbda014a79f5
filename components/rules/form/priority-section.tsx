import { Field } from "#components/form/field.tsx";
import { FormSection } from "#components/form/form-section.tsx";
import { Select } from "#components/ui/select.tsx";
import { PRIORITIES } from "#lib/domain/alert/alert.ts";
import type { SectionProps } from "./section-props.ts";

const KEEP = "keep";

/** The priority that receivers get. The alert itself keeps the source's priority. */
export function PrioritySection({ form, disabled }: SectionProps) {
  return (
    <FormSection title="Priority">
      <Field
        control={form.control}
        name="set_priority"
        label="Priority"
        help="Receivers get this priority. If several rules match, the highest one set wins."
        disabled={disabled}
      >
        {({ value, onChange, ...field }) => (
          <Select
            {...field}
            value={value ?? KEEP}
            onChange={(next) => onChange(next === KEEP ? null : next)}
            options={OPTIONS}
            className="max-w-72"
          />
        )}
      </Field>
    </FormSection>
  );
}

const OPTIONS = [
  { value: KEEP, label: "Keep the alert's own" },
  ...PRIORITIES.map((priority) => ({ value: priority, label: priority })),
];
