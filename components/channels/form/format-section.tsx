"use client";

import { useFormState, useWatch } from "react-hook-form";
import { isSame } from "#components/form/compare.ts";
import { Field } from "#components/form/field.tsx";
import { FormSection } from "#components/form/form-section.tsx";
import { CodeWords } from "#components/ui/code-words.tsx";
import { Folded } from "#components/ui/folded.tsx";
import { useLater } from "#components/ui/later.ts";
import { Select } from "#components/ui/select.tsx";
import type { FormatFault } from "#lib/domain/format/preview.ts";
import { FormatField } from "./format-field.tsx";
import { parts } from "./later-parts.ts";
import type { SectionProps } from "./section-props.ts";

type FormatSectionProps = SectionProps & {
  /** What another format means for the deliveries that wait; null if none do. */
  waiting: string | null;
  /** What the preview found at fault in the template. */
  fault: FormatFault | null;
};

/** What the receiver understands: the format, and only its own fields. */
export function FormatSection({ waiting, ...props }: FormatSectionProps) {
  const { form, disabled, chosen } = props;
  const { face, options, choose } = chosen;
  const loaded = useLater(parts);
  return (
    <FormSection title="Format">
      <Field
        control={form.control}
        name="format.type"
        label="Format"
        help={face && <CodeWords text={face.summary} />}
        disabled={disabled}
      >
        {({ onChange: _, ...field }) => (
          <Select {...field} onChange={choose} options={options} className="max-w-80" />
        )}
      </Field>
      {!disabled && face !== null && (
        <Folded title="How to get the URL">{loaded && <loaded.UrlSteps type={face.type} />}</Folded>
      )}
      {face?.fields.map((field) => (
        // A field of another format is another field, even if it has the same name.
        <FormatField key={`${face.type} ${field.name}`} {...props} face={face} field={field} />
      ))}
      {!disabled && <WaitingNote form={form} waiting={waiting} />}
    </FormSection>
  );
}

/** Says, once the format is changed, that it also counts for what waits. */
function WaitingNote({ form: { control }, waiting }: Pick<FormatSectionProps, "form" | "waiting">) {
  const format = useWatch({ control, name: "format" });
  const { defaultValues } = useFormState({ control });
  const isChanged = !isSame(format, defaultValues?.format);
  return (
    <p role="status" className="text-muted text-sm empty:hidden">
      {isChanged && waiting}
    </p>
  );
}
