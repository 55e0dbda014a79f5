import { useEffect } from "react";
import { type FieldPath, type FieldValues, get, type UseFormReturn } from "react-hook-form";

/**
 * Validates fields again as the form changes, because one field's change may mend another and a Test
 * validates without a Save. A form with lists also sets `reValidateMode: "onSubmit"`, or React Hook Form
 * would validate a row as it is added.
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
  /** The path of the changed field; undefined if the whole form changed. */
  changed: string | undefined;
  values: FieldValues;
  errors: object;
  /** Whether someone tried to Save. */
  isSubmitted: boolean;
};

/**
 * The fields to validate after a change: those at fault, unless the server found the fault, and the changed
 * field if it is at fault or someone tried to Save.
 * @example namesToJudge({ changed: "url", values: { url: "" }, errors: {}, isSubmitted: true }) gives ["url"]
 */
export function namesToJudge({ changed, values, errors, isSubmitted }: Change): string[] {
  const faults = faultsIn(errors).filter(({ name, type }) => type !== "server" && name !== changed);
  const names = faults.map(({ name }) => name);
  if (changed === undefined || holdsFields(get(values, changed))) return names;
  return isSubmitted || get(errors, changed) !== undefined ? [...names, changed] : names;
}

/** The path of every fault except the form's own (`root`): `url`, `headers.2.name`, `headers.root`. */
function faultsIn(errors: object, above = ""): { name: string; type: string }[] {
  return Object.entries(errors).flatMap(([key, error]) => {
    if (!isObject(error) || (above === "" && key === "root")) return [];
    const name = above + key;
    return typeof error.type === "string" ? [{ name, type: error.type }] : faultsIn(error, `${name}.`);
  });
}

/** A group of fields, or a list of rows: a row may be too new to validate. */
const holdsFields = (value: unknown): boolean =>
  Array.isArray(value) ? value.some(isObject) : isObject(value);

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;
