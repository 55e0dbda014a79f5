"use client";

import type { FieldPathByValue, FieldValues } from "react-hook-form";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { type FieldProps, useFieldControl } from "./field.tsx";
import { FieldMessages } from "./field-messages.tsx";

/** A checkbox in a form, with its label beside it and help and error below. */
export function CheckboxField<V extends FieldValues, N extends FieldPathByValue<V, boolean>, T>(
  props: FieldProps<V, N, T>,
) {
  const { field, error, ids } = useFieldControl(props);
  const { ref: _, value, ...control } = field;
  return (
    <div className="flex items-start gap-1.5">
      <Checkbox
        {...control}
        checked={value}
        className="-ml-1 -mt-0.5 pointer-coarse:-mt-3 pointer-coarse:-ml-3.5"
      />
      <div className="flex flex-col gap-0.5">
        <label htmlFor={field.id} className="w-fit font-medium">
          {props.label}
        </label>
        <FieldMessages ids={ids} help={props.help} error={error} />
      </div>
    </div>
  );
}
