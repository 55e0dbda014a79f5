import { useEffect } from "react";
import type { FieldPath, FieldValues, UseFormReturn } from "react-hook-form";

/**
 * What is wrong with one field may be set right in another, and a Test judges without a Save: with every change all
 * that is at fault is judged anew, and once a Save was tried what has changed too. What the server said of a field
 * stays until that field changes. A form that has lists takes `reValidateMode: "onSubmit"` beside it, else React
 * Hook Form finds fault with a row that has just been added.
 */
export function useFreshFaults<V extends FieldValues, T>(form: UseFormReturn<V, unknown, T>): void {
  const { subscribe, trigger } = form;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the form is made anew with every render, what it is made of is not
  useEffect(
    () =>
      subscribe({
        formState: { values: true },
        callback: ({ name }) => {
          const names = namesToJudge(form, name);
          if (names.length > 0) void trigger(names);
        },
      }),
    [subscribe, trigger],
  );
}

/** Fields, and lists as a whole; not a list's rows, of which one may be too new to be judged. */
function namesToJudge<V extends FieldValues, T>(
  form: UseFormReturn<V, unknown, T>,
  changed: string | undefined,
): FieldPath<V>[] {
  const { _names, _formState } = form.control;
  const fields = [..._names.mount].filter((name) => !_names.array.has(name));
  const lists = [..._names.array].map((name) => `${name}.root`);
  return [...fields, ...lists].filter((name): name is FieldPath<V> => {
    const { error } = form.getFieldState(name as FieldPath<V>);
    if (name === changed) return error !== undefined || _formState.isSubmitted;
    return error !== undefined && error.type !== "server";
  });
}
