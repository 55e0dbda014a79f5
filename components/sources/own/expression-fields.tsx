"use client";

import { useState } from "react";
import type { UseFormReturn } from "react-hook-form";
import { Field } from "#components/form/field.tsx";
import { Folded } from "#components/ui/folded.tsx";
import { OutsideText } from "#components/ui/outside-text.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import type { Issue } from "#lib/domain/errors.ts";
import { EXPRESSION_MAX } from "#lib/domain/source/own/limits.ts";
import { type FieldWords, MAIN_FIELDS, OTHER_FIELDS, type Target } from "./field-words.ts";
import type { OwnValues } from "./values.ts";

type Props = {
  form: UseFormReturn<OwnValues>;
  /** The faults of the expressions as they stand. */
  faults: readonly Issue[];
  onFocus: (target: Target) => void;
};

/** An expression per field of an alert, and the one that gives the list of alerts. */
export function ExpressionFields(props: Props) {
  const { fields } = props.form.getValues();
  const [open, setOpen] = useState(OTHER_FIELDS.some(({ field }) => fields[field] !== ""));
  return (
    <>
      <Expression
        {...props}
        name="for_each"
        target="for_each"
        label="List of alerts"
        help="For a body with several alerts: the list in it, such as body.alerts. The fields below then read each entry as item. At most 100 entries."
      />
      {MAIN_FIELDS.map((words) => (
        <FieldExpression key={words.field} {...props} words={words} />
      ))}
      <Folded title="More fields" open={open} onToggle={setOpen}>
        {open && (
          <div className="flex flex-col gap-5 pt-2">
            {OTHER_FIELDS.map((words) => (
              <FieldExpression key={words.field} {...props} words={words} />
            ))}
          </div>
        )}
      </Folded>
    </>
  );
}

function FieldExpression({ words: { field, label, help }, ...props }: Props & { words: FieldWords }) {
  return <Expression {...props} name={`fields.${field}`} target={field} label={label} help={help} />;
}

type ExpressionProps = Props & {
  name: "for_each" | `fields.${FieldWords["field"]}`;
  target: Target;
  label: string;
  help: string | undefined;
};

function Expression({ form, faults, onFocus, name, target, label, help }: ExpressionProps) {
  const fault = faults.find(({ path }) => path === name);
  return (
    <Field control={form.control} name={name} label={label} help={help} optional={target !== "alert_title"}>
      {(field) => (
        <>
          <Textarea
            {...field}
            rows={1}
            maxLength={EXPRESSION_MAX}
            autoCapitalize="off"
            spellCheck={false}
            className="min-h-8! font-mono text-sm"
            onFocus={() => onFocus(target)}
          />
          {fault !== undefined && field["aria-invalid"] === undefined && (
            <p className="text-danger-text text-sm">
              <OutsideText text={fault.message} />
            </p>
          )}
        </>
      )}
    </Field>
  );
}
