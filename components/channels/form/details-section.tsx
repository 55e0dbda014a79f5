"use client";

import type { FormatFace } from "#components/channels/format/format-face.ts";
import { ChoiceField } from "#components/form/choice-field.tsx";
import { Field } from "#components/form/field.tsx";
import { FormSection } from "#components/form/form-section.tsx";
import { Input, type InputProps } from "#components/ui/input.tsx";
import { useLater } from "#components/ui/later.ts";
import { Segmented } from "#components/ui/segmented.tsx";
import { CHANNEL_NAME_MAX } from "#lib/domain/channel/channel.ts";
import { DestinationNote } from "./destination-note.tsx";
import { parts } from "./later-parts.ts";
import type { SectionProps } from "./section-props.ts";

/** Status, name and URL of the channel. */
export function DetailsSection({ form, stored, disabled, askedAgain, chosen }: SectionProps) {
  const loaded = useLater(parts);
  const isNew = stored === null;
  const shared = { control: form.control, disabled };
  return (
    <FormSection title="Details">
      <ChoiceField
        {...shared}
        name="enabled"
        label="Webhook Status"
        help="Only an enabled webhook receives alerts."
      >
        {(field) => <Segmented {...field} options={STATUSES} />}
      </ChoiceField>
      <Field
        {...shared}
        name="name"
        label="Name"
        help={`A short, unique name of at most ${CHANNEL_NAME_MAX} characters.`}
      >
        {(field) => <Input {...field} autoComplete="off" autoFocus={isNew} />}
      </Field>
      <div className="flex flex-col gap-1.5">
        <Field {...shared} name="url" label="URL" help={whatIsSent(chosen.face)}>
          {(field) =>
            disabled ? (
              <WholeUrl id={field.id} url={field.value} />
            ) : (
              <UrlInput {...field} placeholder={chosen.face?.urlPlaceholder} />
            )
          }
        </Field>
        {!disabled && loaded && <loaded.UrlProposal form={form} choose={chosen.choose} />}
      </div>
      <DestinationNote askedAgain={askedAgain} cause="url" />
    </FormSection>
  );
}

function whatIsSent(face: FormatFace | null): string {
  if (face === null || face.type === "alert") return "Tocsin sends each alert to this URL as a JSON POST.";
  return `Tocsin sends each alert to this URL as a POST, in the format ${face.label}.`;
}

const UrlInput = (props: InputProps) => (
  <Input {...props} type="url" autoComplete="off" autoCapitalize="off" spellCheck={false} />
);

/** Shows a long URL in full: a disabled input would not scroll to its end. */
const WholeUrl = ({ id, url }: { id: string; url: string }) => (
  <output
    id={id}
    className="wrap-anywhere rounded-md border bg-sunken px-3 py-2 font-mono text-muted text-sm"
  >
    {url}
  </output>
);

const STATUSES = [
  { value: true, label: "Enabled" },
  { value: false, label: "Disabled" },
] as const;
