"use client";

import { type UseFormReturn, useWatch } from "react-hook-form";
import { Field } from "#components/form/field.tsx";
import { FormRow, UNDER_TITLE } from "#components/form/form-row.tsx";
import { Autocomplete } from "#components/ui/autocomplete.tsx";
import { Select } from "#components/ui/select.tsx";
import { PAYLOAD_KEYS } from "#lib/domain/alert/alert.ts";
import { asksPresence, fieldKind, operatorsOf } from "#lib/domain/rule/field.ts";
import type { RuleOperator } from "#lib/domain/rule/rule.ts";
import { operatorInWords } from "#lib/domain/rule/words.ts";
import { ConditionValue } from "./condition-value.tsx";
import type { FiltersValues } from "./filter-rows.tsx";

export const CONDITION_GRID =
  "sm:grid sm:grid-cols-[minmax(0,5fr)_minmax(0,4fr)_minmax(0,6fr)_auto] sm:items-start sm:gap-2";

const FIELDS = [...PAYLOAD_KEYS, "details."];

type ConditionRowProps = {
  form: UseFormReturn<FiltersValues>;
  disabled: boolean | undefined;
  index: number;
  onDelete: () => void;
};

/** A condition: field, operator and value. */
export function ConditionRow({ form, disabled, index, onDelete }: ConditionRowProps) {
  const { control } = form;
  const name = `filters.conditions.${index}` as const;
  const condition = useWatch({ control, name });
  if (condition === undefined) return null;
  const { field, operator } = condition;
  const operators = operatorsOf(fieldKind(field) ?? "detail");

  /** Picks an operator and value that fit the new field. */
  function keepFitting(chosen: string) {
    const fitting = operatorsOf(fieldKind(chosen) ?? "detail");
    const [first] = fitting;
    if (first !== undefined && !fitting.includes(operator)) change(first);
  }

  function change(next: RuleOperator) {
    form.setValue(`${name}.operator`, next, { shouldDirty: true });
    form.setValue(`${name}.value`, valueFor(next, condition?.value), { shouldDirty: true });
    form.clearErrors([`${name}.operator`, `${name}.value`]);
  }

  const shared = { control, disabled, className: UNDER_TITLE };
  return (
    <FormRow name={`Condition ${index + 1}`} grid={CONDITION_GRID} onDelete={disabled ? undefined : onDelete}>
      <Field {...shared} name={`${name}.field`} label="Key">
        {({ onChange, value, ...control }) => (
          <Autocomplete
            {...control}
            value={value ?? ""}
            items={FIELDS}
            placeholder="priority"
            onChange={(chosen) => {
              onChange(chosen);
              keepFitting(chosen);
            }}
          />
        )}
      </Field>
      <Field {...shared} name={`${name}.operator`} label="Operator">
        {(control) => (
          <Select
            {...control}
            value={operator}
            onChange={change}
            options={operators.map((one) => ({ value: one, label: operatorInWords(one, field) }))}
          />
        )}
      </Field>
      {asksPresence(operator) ? (
        <p className="flex min-h-9 items-center text-muted text-sm max-sm:hidden">No value</p>
      ) : (
        <Field {...shared} name={`${name}.value`} label="Value">
          {(control) => <ConditionValue {...control} condition={condition} />}
        </Field>
      )}
    </FormRow>
  );
}

/** Keeps the typed value as far as the operator allows. */
function valueFor(operator: RuleOperator, value: unknown): string | string[] | null {
  if (asksPresence(operator)) return null;
  const texts = (Array.isArray(value) ? value : [value ?? ""]).map(String).filter((text) => text !== "");
  return operator === "is_one_of" ? texts : texts.join(", ");
}
