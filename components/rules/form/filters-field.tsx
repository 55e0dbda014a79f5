"use client";

import { useRef, useState } from "react";
import { useFieldArray, useFormState } from "react-hook-form";
import { AddRow } from "#components/form/add-row.tsx";
import { ChoiceField } from "#components/form/choice-field.tsx";
import { FieldMessages } from "#components/form/field-messages.tsx";
import { ColumnTitles, FormRows } from "#components/form/form-row.tsx";
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { loadOrTell } from "#components/ui/load-or-tell.ts";
import { Segmented } from "#components/ui/segmented.tsx";
import { CONDITIONS_MAX } from "#lib/domain/rule/limits.ts";
import { toExpression } from "#lib/domain/rule/translate.ts";
import { CONDITION_GRID, ConditionRow } from "./condition-row.tsx";
import type { SectionProps } from "./section-props.ts";
import { ruleJudge } from "./use-rule-form.ts";
import { BLANK_CONDITION } from "./values.ts";

/** "Filter by Fields": rows of field, operator and value, of which all or any must match. */
export function FiltersField(props: SectionProps) {
  const { form, disabled } = props;
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
      {isEmpty && (
        <p className="text-muted">No filter. Add conditions on the alert's fields or on its details.</p>
      )}
      {rows.fields.length > 1 && (
        <ChoiceField control={control} name="filters.match" label="Match" disabled={disabled}>
          {({ value, ...field }) => <Segmented {...field} value={value ?? "all"} options={MATCH_OPTIONS} />}
        </ChoiceField>
      )}
      {!isEmpty && (
        <FormRows>
          <ColumnTitles titles={["Key", "Operator", "Value"]} grid={CONDITION_GRID} fixed={disabled} />
          {rows.fields.map(({ id }, index) => (
            <ConditionRow key={id} {...props} index={index} onDelete={() => remove(index)} />
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
          <SwitchToExpression form={form} />
        </div>
      )}
    </fieldset>
  );
}

const MATCH_OPTIONS = [
  { value: "all", label: "All" },
  { value: "any", label: "Any" },
] as const;

/**
 * Turns the filters into an equivalent expression. Asks first, unless there are no filters. Rows at fault
 * must be corrected first.
 */
function SwitchToExpression({ form }: Pick<SectionProps, "form">) {
  const [asking, setAsking] = useState(false);
  const ask = async () => {
    if (!(await loadOrTell(ruleJudge))) return;
    if (form.getValues("filters.conditions")?.length === 0) carryOver();
    else if (await form.trigger("filters", { shouldFocus: true })) setAsking(true);
  };
  const carryOver = () => {
    const filters = ruleJudge.now()?.filtersSchema.parse(form.getValues("filters"));
    if (filters === undefined) return;
    form.setValue("expression", toExpression(filters), { shouldDirty: true });
    form.setValue("filters.conditions", [], { shouldDirty: true });
    setTimeout(() => form.setFocus("expression"));
  };
  return (
    <>
      <Button variant="ghost" onClick={ask}>
        Switch to Expression Language
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title="Switch to Expression Language?"
        confirmLabel="Switch"
        tone="primary"
        onConfirm={carryOver}
      >
        The filters become one CEL expression that matches the same events. An expression can't be turned back
        into filters: if you switch back, you start without any.
      </ConfirmDialog>
    </>
  );
}
