"use client";

import { useWatch } from "react-hook-form";
import { Field } from "#components/form/field.tsx";
import { FormRow, UNDER_TITLE } from "#components/form/form-row.tsx";
import { cn } from "#components/ui/cn.ts";
import { Input } from "#components/ui/input.tsx";
import { SecretField } from "./secret-field.tsx";
import type { SectionProps } from "./section-props.ts";

export const PROTECTED_GRID =
  "sm:grid sm:grid-cols-[minmax(0,2fr)_minmax(0,3fr)_auto] sm:items-start sm:gap-2";

/** A Replacement Value and its Sensitive Value. A saved row can't be renamed: another name is another row. */
export function ProtectedRow(props: SectionProps & { index: number; onDelete: () => void }) {
  const { form, index, disabled, askedAgain, onDelete } = props;
  const { control } = form;
  const saved = useWatch({ control, name: `url_secrets.${index}.saved` }) === true;
  return (
    <FormRow name={`Row ${index + 1}`} grid={PROTECTED_GRID} onDelete={disabled ? undefined : onDelete}>
      <Field
        control={control}
        name={`url_secrets.${index}.replacement`}
        label="Replacement Value"
        disabled={disabled}
        className={UNDER_TITLE}
      >
        {(field) => (
          <Input
            {...field}
            readOnly={saved}
            placeholder="Token"
            autoComplete="off"
            spellCheck={false}
            className={cn(saved && "bg-sunken text-muted")}
          />
        )}
      </Field>
      <SecretField
        control={control}
        name={`url_secrets.${index}.value`}
        label="Sensitive Value"
        saved={saved}
        asked={askedAgain.reasons.get(`url_secrets[${index}].value`)}
        disabled={disabled}
        className={UNDER_TITLE}
      />
    </FormRow>
  );
}
