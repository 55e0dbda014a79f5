import { useEffect } from "react";
import { type FieldPath, type FieldValues, get, type UseFormReturn } from "react-hook-form";

/**
 * Judges fields again as the form changes: a change of one field may mend another, and a Test judges without a Save.
 * A form with lists also sets `reValidateMode: "onSubmit"`, because React Hook Form would judge a row as it is added.
 */
export function useFreshFaults<V extends FieldValues, T>(form: UseFormReturn<V, unknown, T>): void {
  const { subscribe, trigger } = form;
  useEffect(
    () =>
      subscribe({
        formState: { values: true },
        callback: ({ name, values, errors = {}, isSubmitted = false }) => {
          const names = namesToJudge({ changed: name, values, errors, isSubmitted });
          if (names.length > 0) void trigger(names as FieldPath<V>[]);
        },
      }),
    [subscribe, trigger],
  );
}

type Change = {
  /** The path of the field that changed; undefined where the whole form did. */
  changed: string | undefined;
  values: FieldValues;
  errors: object;
  /** Whether a Save was tried. */
  isSubmitted: boolean;
};

/**
 * The paths to judge after a change: those at fault, except where the server found the fault, and the changed field
 * once it was at fault or a Save was tried.
 * @example namesToJudge({ changed: "url", values: { url: "" }, errors: {}, isSubmitted: true }) // ["url"]
 */
export function namesToJudge({ changed, values, errors, isSubmitted }: Change): string[] {
  const faults = faultsIn(errors).filter(({ name, type }) => type !== "server" && name !== changed);
  const names = faults.map(({ name }) => name);
  if (changed === undefined || holdsFields(get(values, changed))) return names;
  return isSubmitted || get(errors, changed) !== undefined ? [...names, changed] : names;
}

/** Every fault but the form's own (`root`), by its path: `url`, `headers.2.name`, `headers.root`. */
function faultsIn(errors: object, above = ""): { name: string; type: string }[] {
  return Object.entries(errors).flatMap(([key, error]) => {
    if (!isObject(error) || (above === "" && key === "root")) return [];
    const name = above + key;
    return typeof error.type === "string" ? [{ name, type: error.type }] : faultsIn(error, `${name}.`);
  });
}

/** A group of fields or a list of rows, one of which may be too new to be judged. */
const holdsFields = (value: unknown): boolean =>
  Array.isArray(value) ? value.some(isObject) : isObject(value);

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;
