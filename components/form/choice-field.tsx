"use client";

import type { ReactNode } from "react";
import type { FieldPath, FieldPathValue, FieldValues } from "react-hook-form";
import { type FieldControl, type FieldProps, useFieldControl } from "./field.tsx";
import { FieldMessages } from "./field-messages.tsx";

/** A Field for a Segmented or a RadioGroup, which its label names. */
export function ChoiceField<V extends FieldValues, N extends FieldPath<V>, T>(
  props: FieldProps<V, N, T> & {
    /** Hides the label if the section's title says the same. Assistive technology still gets it. */
    hideLabel?: boolean;
    children: (field: Omit<FieldControl<FieldPathValue<V, N>>, "id">) => ReactNode;
  },
) {
  const { field, error, ids } = useFieldControl(props);
  const { id, ...control } = field;
  return (
    <fieldset id={id} className="flex flex-col gap-1.5">
      <legend className={props.hideLabel ? "sr-only" : "mb-1.5 font-medium"}>{props.label}</legend>
      <div>{props.children(control)}</div>
      <FieldMessages ids={ids} help={props.help} error={error} />
    </fieldset>
  );
}
