import { useId, useRef } from "react";
import { type FieldArray, useFieldArray } from "react-hook-form";
import type { ChannelForm } from "./use-channel-form.ts";
import type { ChannelValues } from "./values.ts";

/** The rows of a list in the form. Moves the focus when a row is added or removed. */
export function useRows<N extends "url_secrets" | "headers">(
  form: ChannelForm,
  name: N,
  blank: FieldArray<ChannelValues, N>,
) {
  const id = useId();
  const addButton = useRef<HTMLButtonElement>(null);
  const { fields, append, remove, replace } = useFieldArray({ control: form.control, name });
  return {
    id,
    fields,
    addButton,
    /** The new row's first field takes the focus. */
    add: () => append(blank),
    /** The row's button disappears with it: Add takes the focus once it is enabled. */
    remove: (index: number) => {
      remove(index);
      setTimeout(() => addButton.current?.focus());
    },
    replace,
  };
}
