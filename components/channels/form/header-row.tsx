"use client";

import { useWatch } from "react-hook-form";
import { Field } from "#components/form/field.tsx";
import { FormRow, UNDER_TITLE } from "#components/form/form-row.tsx";
import { cn } from "#components/ui/cn.ts";
import { Input } from "#components/ui/input.tsx";
import { SecretField } from "./secret-field.tsx";
import type { SectionProps } from "./section-props.ts";
import { SensitiveToggle } from "./sensitive-toggle.tsx";

export const HEADER_GRID =
  "sm:grid sm:grid-cols-[minmax(0,2fr)_minmax(0,3fr)_7rem_auto] sm:items-start sm:gap-2";

type HeaderRowProps = SectionProps & {
  index: number;
  /** The header is saved, so its key and its Sensitive Value switch are fixed. */
  isFixed: boolean;
  onDelete: () => void;
};

/** A header: its key, its value, and whether the value is secret. */
export function HeaderRow(props: HeaderRowProps) {
  const { form, index, isFixed, disabled, askedAgain, onDelete } = props;
  const { control } = form;
  const [sensitive, saved] = useWatch({
    control,
    name: [`headers.${index}.sensitive`, `headers.${index}.saved`],
  });
  const value = {
    control,
    name: `headers.${index}.value`,
    label: "Value",
    disabled,
    className: UNDER_TITLE,
  } as const;
  return (
    <FormRow name={`Header ${index + 1}`} grid={HEADER_GRID} onDelete={disabled ? undefined : onDelete}>
      <Field
        control={control}
        name={`headers.${index}.name`}
        label="Key"
        disabled={disabled}
        className={UNDER_TITLE}
      >
        {(field) => (
          <Input
            {...field}
            readOnly={saved}
            placeholder="X-Api-Key"
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            className={cn(saved && "bg-sunken text-muted")}
          />
        )}
      </Field>
      {sensitive ? (
        <SecretField
          {...value}
          saved={saved === true}
          asked={askedAgain.reasons.get(`headers[${index}].value`)}
        />
      ) : (
        <Field {...value}>
          {(field) => <Input {...field} value={field.value ?? ""} autoComplete="off" spellCheck={false} />}
        </Field>
      )}
      <SensitiveToggle control={control} name={`headers.${index}.sensitive`} disabled={disabled || isFixed} />
    </FormRow>
  );
}
