import { CheckboxField } from "#components/form/checkbox-field.tsx";
import { Field } from "#components/form/field.tsx";
import { FormSection } from "#components/form/form-section.tsx";
import { Input } from "#components/ui/input.tsx";
import { AUTO_RESOLVE_MAX } from "#lib/domain/rule/limits.ts";
import { ChannelsField } from "./channels-field.tsx";
import type { RuleOptions, SectionProps } from "./section-props.ts";
import { SentAlready } from "./sent-already.tsx";
import { StatusesField } from "./statuses-field.tsx";

/** What to do with a matching event. */
export function ActionsSection(props: SectionProps & { ruleId: string; options: RuleOptions }) {
  const { form, disabled, ruleId, options } = props;
  const shared = { control: form.control, disabled };
  return (
    <FormSection title="Alert Actions">
      <ChannelsField form={form} disabled={disabled} channels={options.channels} />
      <SentAlready form={form} ruleId={ruleId} options={options} />
      <StatusesField form={form} disabled={disabled} />
      <CheckboxField
        {...shared}
        name="only_on_change"
        label="Only when the status changes"
        help="An event that leaves the status unchanged is stored but not sent."
      />
      <CheckboxField
        {...shared}
        name="follow_up"
        label="Also send the resolution"
        help="A webhook that got an alert through this rule also gets its resolution, even if the rule no longer matches."
      />
      <Field
        {...shared}
        name="auto_resolve_minutes"
        label="Auto-resolve after"
        optional
        help={`1–${AUTO_RESOLVE_MAX.toLocaleString("en")} minutes (30 days) without another event; left empty, an alert stays open.`}
      >
        {({ value, onChange, ...field }) => (
          <div className="flex items-center gap-2">
            <Input
              {...field}
              type="number"
              min={1}
              max={AUTO_RESOLVE_MAX}
              step={1}
              value={value ?? ""}
              onChange={(event) => onChange(event.target.value === "" ? null : event.target.valueAsNumber)}
              className="max-w-32"
            />
            <span aria-hidden>minutes</span>
          </div>
        )}
      </Field>
    </FormSection>
  );
}
