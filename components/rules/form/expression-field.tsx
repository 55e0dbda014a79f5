"use client";

import { useState } from "react";
import { useFormState, useWatch } from "react-hook-form";
import { Field } from "#components/form/field.tsx";
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { useIdleLoad, useLater } from "#components/ui/later.ts";
import { Textarea } from "#components/ui/textarea.tsx";
import { toExpression } from "#lib/domain/rule/translate.ts";
import type { SectionProps } from "./section-props.ts";
import { expressionJudge } from "./use-rule-form.ts";

/** The filter as a CEL expression. */
export function ExpressionField({ form, disabled }: SectionProps) {
  useIdleLoad(expressionJudge);
  return (
    <div className="flex flex-col gap-3">
      <Field
        control={form.control}
        name="expression"
        label="Expression"
        disabled={disabled}
        help={
          <>
            CEL over the seventeen fields and <code className="font-mono">details</code>, which gives true or
            false. A comparison with a missing field is false. <code className="font-mono">number(…)</code>{" "}
            reads a number that came as text. No loops, no matches().
          </>
        }
      >
        {(field) => (
          <Textarea
            {...field}
            value={field.value ?? ""}
            rows={4}
            autoCapitalize="off"
            spellCheck={false}
            className="font-mono text-sm"
          />
        )}
      </Field>
      <FaultPlace form={form} />
      {!disabled && <SwitchToFilters form={form} />}
    </div>
  );
}

/** The faulty line with a mark below the character. It also names the fault until the field itself does. */
function FaultPlace({ form: { control } }: Pick<SectionProps, "form">) {
  const expression = useWatch({ control, name: "expression" }) ?? "";
  const { errors } = useFormState({ control, name: "expression" });
  const judge = useLater(expressionJudge);
  const fault = expression.trim() === "" ? null : judge?.faultOfExpression(expression);
  if (!fault) return null;
  const start = expression.lastIndexOf("\n", fault.at - 1) + 1;
  const [line = ""] = expression.slice(start).split("\n", 1);
  return (
    <div className="flex flex-col gap-1 rounded-md bg-danger-soft px-3 py-2 text-sm">
      {errors.expression === undefined && (
        <p>
          {fault.message.replace(/\.$/, "")} (character {fault.at + 1}).
        </p>
      )}
      <pre aria-hidden className="overflow-x-auto font-mono text-danger-text">
        {line}
        {"\n"}
        {" ".repeat(fault.at - start)}^
      </pre>
    </div>
  );
}

const NO_FILTER = toExpression({ match: "all", conditions: [] });

/** Asks before it replaces an expression by an empty filter, unless they mean the same. */
function SwitchToFilters({ form }: Pick<SectionProps, "form">) {
  const [asking, setAsking] = useState(false);
  const ask = () => {
    const expression = form.getValues("expression")?.trim() ?? "";
    if (expression === "" || expression === NO_FILTER) discard();
    else setAsking(true);
  };
  const discard = () => {
    form.setValue("expression", null, { shouldDirty: true });
    form.clearErrors("expression");
  };
  return (
    <>
      <Button variant="ghost" className="self-start" onClick={ask}>
        Switch to Filter by Fields
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title="Switch to Filter by Fields?"
        confirmLabel="Discard expression"
        onConfirm={discard}
      >
        The expression is discarded, and the filter starts with no conditions.
      </ConfirmDialog>
    </>
  );
}
