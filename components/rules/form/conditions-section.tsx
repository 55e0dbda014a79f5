"use client";

import { useWatch } from "react-hook-form";
import { FormSection } from "#components/form/form-section.tsx";
import { EventsField, type EventsFieldProps } from "./events-field.tsx";
import { ExpressionField } from "./expression-field.tsx";
import { FiltersField } from "./filters-field.tsx";

/** Which events match: their names, and filters or an expression on their fields. */
export function ConditionsSection(props: EventsFieldProps) {
  const { form, disabled } = props;
  const expression = useWatch({ control: form.control, name: "expression" });
  const inner = { form, disabled };
  return (
    <FormSection title="Conditions" description="An event must match both the events and the filter.">
      <EventsField {...props} />
      {expression === null ? <FiltersField {...inner} /> : <ExpressionField {...inner} />}
    </FormSection>
  );
}
