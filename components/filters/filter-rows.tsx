"use client";

import { type ReactNode, useRef } from "react";
import { useFieldArray, useFormContext, useFormState } from "react-hook-form";
import { AddRow } from "#components/form/add-row.tsx";
import { ChoiceField } from "#components/form/choice-field.tsx";
import { FieldMessages } from "#components/form/field-messages.tsx";
import { ColumnTitles, FormRows } from "#components/form/form-row.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import { CONDITIONS_MAX } from "#lib/domain/rule/limits.ts";
import type { RuleCondition } from "#lib/domain/rule/rule.ts";
import type { RuleValues } from "#lib/domain/rule/rule-schema.ts";
import { CONDITION_GRID, ConditionRow } from "./condition-row.tsx";

/** A row that is still to be filled in. */
export const BLANK_CONDITION: RuleCondition = { field: "", operator: "is", value: "" };

/** The part of a form's values that holds filters. */
export type FiltersValues = Pick<RuleValues, "filters">;

type Props = {
  disabled?: boolean | undefined;
  /** What it means that there is no condition. */
  none: string;
  /** Beside the button that adds a row. */
  children?: ReactNode;
};

/**
 * "Filter by Fields": rows of field, operator and value, of which all or any must match. The form around it,
 * in a FormProvider, has `FiltersValues`.
 */
export function FilterRows({ disabled, none, children }: Props) {
  const form = useFormContext<FiltersValues>();
  const { control } = form;
  const rows = useFieldArray({ control, name: "filters.conditions" });
  const { errors } = useFormState({ control });
  const addButton = useRef<HTMLButtonElement>(null);
  const isEmpty = rows.fields.length === 0;
  const remove = (index: number) => {
    rows.remove(index);
    // The row's button is gone: focus Add once it is enabled.
    setTimeout(() => addButton.current?.focus());
  };
  return (
    <fieldset className="flex min-w-0 flex-col gap-3">
      <legend className="mb-1.5 font-medium">Filter by Fields</legend>
      {isEmpty && <p className="text-muted">{none}</p>}
      {rows.fields.length > 1 && (
        <ChoiceField control={control} name="filters.match" label="Match" disabled={disabled}>
          {({ value, ...field }) => <Segmented {...field} value={value ?? "all"} options={MATCH_OPTIONS} />}
        </ChoiceField>
      )}
      {!isEmpty && (
        <FormRows>
          <ColumnTitles titles={["Key", "Operator", "Value"]} grid={CONDITION_GRID} fixed={disabled} />
          {rows.fields.map(({ id }, index) => (
            <ConditionRow
              key={id}
              form={form}
              disabled={disabled}
              index={index}
              onDelete={() => remove(index)}
            />
          ))}
        </FormRows>
      )}
      <FieldMessages
        ids={{ help: "filters-help", error: "filters-error" }}
        error={errors.filters?.conditions?.root?.message ?? errors.filters?.conditions?.message}
      />
      {!disabled && (
        <div className="flex flex-wrap items-center gap-3">
          <AddRow
            label="Add condition"
            count={rows.fields.length}
            max={CONDITIONS_MAX}
            onAdd={() => rows.append(BLANK_CONDITION)}
            ref={addButton}
          />
          {children}
        </div>
      )}
    </fieldset>
  );
}

const MATCH_OPTIONS = [
  { value: "all", label: "All" },
  { value: "any", label: "Any" },
] as const;
