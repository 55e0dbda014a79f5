"use client";

import { type ReactNode, useId } from "react";
import {
  type Control,
  type ControllerRenderProps,
  type FieldPath,
  type FieldPathValue,
  type FieldValues,
  useController,
} from "react-hook-form";
import { cn } from "#components/ui/cn.ts";
import { FieldMessages } from "./field-messages.tsx";

/** `V` are the form's values as typed, `T` the values after parsing. */
export type FieldProps<V extends FieldValues, N extends FieldPath<V>, T> = {
  control: Control<V, unknown, T>;
  name: N;
  label: string;
  /** Muted text below the field. */
  help?: ReactNode;
  disabled?: boolean;
};

/** Props that a Field hands to its control: spread them. */
export type FieldControl<Value> = Omit<ControllerRenderProps, "value" | "name"> & {
  id: string;
  name: string;
  value: Value;
  "aria-invalid": boolean | undefined;
  "aria-describedby": string | undefined;
};

/** Wires a form's field to its messages by ids. Only for Field and its two siblings. */
export function useFieldControl<V extends FieldValues, N extends FieldPath<V>, T>(
  props: FieldProps<V, N, T>,
) {
  const id = useId();
  const { control, name, help, disabled } = props;
  const { field, fieldState } = useController({ control, name });
  const error = fieldState.error?.message ?? fieldState.error?.root?.message;
  const ids = { help: `${id}-help`, error: `${id}-error` };
  const describedBy = [help && ids.help, error && ids.error].filter(Boolean).join(" ");
  const wired: FieldControl<FieldPathValue<V, N>> = {
    ...field,
    id,
    disabled,
    "aria-invalid": error ? true : undefined,
    "aria-describedby": describedBy || undefined,
  };
  return { field: wired, error, ids };
}

/**
 * A field of a form: label above, then the control, help and error. Spread what `children` gets on the
 * control: `<Field control={form.control} name="name" label="Name">{(field) => <Input {...field}
 * />}</Field>`.
 */
export function Field<V extends FieldValues, N extends FieldPath<V>, T>(
  props: FieldProps<V, N, T> & {
    children: (field: FieldControl<FieldPathValue<V, N>>) => ReactNode;
    /** Hides the label in rows with column titles. Assistive technology still gets it. */
    hideLabel?: boolean;
    optional?: boolean;
    className?: string;
  },
) {
  const { label, help, children, hideLabel, optional, className } = props;
  const { field, error, ids } = useFieldControl(props);
  return (
    <div className={cn("flex flex-col gap-1.5", className)}>
      <label htmlFor={field.id} className={cn("w-fit font-medium", hideLabel && "sr-only")}>
        {label}
        {optional && <span className="font-normal text-muted"> (optional)</span>}
      </label>
      {children(field)}
      <FieldMessages ids={ids} help={help} error={error} />
    </div>
  );
}
