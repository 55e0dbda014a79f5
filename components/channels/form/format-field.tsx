"use client";

import { useWatch } from "react-hook-form";
import type { FaceField, FormatFace } from "#components/channels/format/format-face.ts";
import { Field } from "#components/form/field.tsx";
import { CodeWords } from "#components/ui/code-words.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import type { FormatFault } from "#lib/domain/format/preview.ts";
import { SecretField } from "./secret-field.tsx";
import type { SectionProps } from "./section-props.ts";
import { TemplateField } from "./template-field.tsx";

type FormatFieldProps = SectionProps & { face: FormatFace; field: FaceField; fault: FormatFault | null };

/** One of a format's own fields. */
export function FormatField(props: FormatFieldProps) {
  const { form, disabled, field: own } = props;
  if (own.kind === "secret") return <FormatSecret {...props} />;
  const shared = {
    control: form.control,
    name: `format.${own.name}`,
    label: own.label,
    help: <CodeWords text={own.help} />,
    optional: !own.required && own.kind !== "choice",
    disabled,
  } as const;
  if (own.kind === "code") return <TemplateField {...shared} form={form} fault={props.fault} />;
  return (
    <Field {...shared}>
      {({ value, ...field }) =>
        own.kind === "choice" ? (
          <Select
            {...field}
            value={textOf(value) || (own.options?.[0]?.value ?? "")}
            options={own.options ?? []}
            className="max-w-80"
          />
        ) : (
          <Input
            {...field}
            value={textOf(value)}
            placeholder={own.placeholder}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
          />
        )
      }
    </Field>
  );
}

const textOf = (value: string | true | undefined): string => (typeof value === "string" ? value : "");

/** All secret fields of a format are kept or given up together (`saved`). */
function FormatSecret({ form, stored, askedAgain, face, field: own, disabled }: FormatFieldProps) {
  const format = useWatch({ control: form.control, name: "format" });
  const isStored = stored?.format.type === face.type && stored.format.secrets.includes(own.name);
  return (
    <SecretField
      control={form.control}
      name={`format.${own.name}`}
      label={own.label}
      help={own.help}
      optional={!own.required}
      saved={isStored && format.saved === true}
      asked={askedAgain.reasons.get(`format.${own.name}`)}
      onDelete={() => {
        const { saved: _, ...rest } = format;
        form.setValue("format", { ...rest, [own.name]: "" }, { shouldDirty: true });
        setTimeout(() => form.setFocus(`format.${own.name}`));
      }}
      disabled={disabled}
    />
  );
}
