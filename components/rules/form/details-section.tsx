import { ChoiceField } from "#components/form/choice-field.tsx";
import { Field } from "#components/form/field.tsx";
import { FormSection } from "#components/form/form-section.tsx";
import { Input } from "#components/ui/input.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { RULE_NAME_MAX } from "#lib/domain/rule/limits.ts";
import type { SectionProps } from "./section-props.ts";

/** Status, name and description of the rule. */
export function DetailsSection({ form: { control }, disabled }: SectionProps) {
  const shared = { control, disabled };
  return (
    <FormSection title="Details">
      <ChoiceField {...shared} name="enabled" label="Rule Status" help="Only an enabled rule sends events.">
        {(field) => <Segmented {...field} options={STATUS_OPTIONS} />}
      </ChoiceField>
      <Field {...shared} name="name" label="Rule Name" help={`At most ${RULE_NAME_MAX} characters.`}>
        {(field) => <Input {...field} autoComplete="off" />}
      </Field>
      <Field {...shared} name="description" label="Description" optional help="Why this rule exists.">
        {(field) => <Textarea {...field} value={field.value ?? ""} />}
      </Field>
    </FormSection>
  );
}

const STATUS_OPTIONS = [
  { value: true, label: "Enabled" },
  { value: false, label: "Disabled" },
] as const;
