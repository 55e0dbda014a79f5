"use client";

import { useState } from "react";
import { FormProvider } from "react-hook-form";
import { FilterRows } from "#components/filters/filter-rows.tsx";
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { loadOrTell } from "#components/ui/load-or-tell.ts";
import { toExpression } from "#lib/domain/rule/translate.ts";
import type { SectionProps } from "./section-props.ts";
import { ruleJudge } from "./use-rule-form.ts";

/** The filters of a rule, and a button that turns them into an expression. */
export function FiltersField({ form, disabled }: SectionProps) {
  return (
    <FormProvider {...form}>
      <FilterRows
        disabled={disabled}
        none="No filter. Add conditions on the alert's fields or on its details."
      >
        <SwitchToExpression form={form} />
      </FilterRows>
    </FormProvider>
  );
}

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
