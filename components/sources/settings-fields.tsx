"use client";

import { type UseFormReturn, useWatch } from "react-hook-form";
import { ChoiceField } from "#components/form/choice-field.tsx";
import { Field } from "#components/form/field.tsx";
import { FormSection } from "#components/form/form-section.tsx";
import { SavedSecret } from "#components/form/saved-secret.tsx";
import { SecretInput } from "#components/form/secret-input.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { REPEATS } from "#lib/domain/source/settings.ts";
import { REPEATS_WORDS } from "./repeats-words.ts";
import type { SettingsValues, TypeSetting } from "./settings-values.ts";

type Props = {
  form: UseFormReturn<SettingsValues>;
  /** The settings that the type has. */
  has: readonly TypeSetting[];
  /** For users who may only look. */
  disabled?: boolean;
};

/** The settings of a sender's type. */
export function SettingsFields({ form, has, disabled = false }: Props) {
  const { control } = form;
  return (
    <FormSection title="Settings" description="They count for every key that posts in this format.">
      {has.includes("repeats") && (
        <ChoiceField control={control} name="repeats" label="Repeats" help={REPEATS_HELP} disabled={disabled}>
          {(field) => (
            <Segmented
              {...field}
              options={REPEATS.map((value) => ({ value, label: REPEATS_WORDS[value] }))}
            />
          )}
        </ChoiceField>
      )}
      {has.includes("ignore_labels") && (
        <Field
          control={control}
          name="ignore_labels"
          label="Ignored labels"
          help={LABELS_HELP}
          disabled={disabled}
          optional
        >
          {(field) => <Textarea {...field} className="font-mono" spellCheck={false} />}
        </Field>
      )}
      {has.includes("secret") && <SigningSecret form={form} disabled={disabled} />}
    </FormSection>
  );
}

const REPEATS_HELP =
  "Senders post an alert again while it lasts. Count only: the alert shows how often and when it last came in, and nothing is sent. Send each: every repeat is an event and goes to the webhooks.";
const LABELS_HELP =
  "Labels that don't tell one alert from another, one per line: the same alert of two replicas is then one.";

function SigningSecret({ form, disabled }: { form: Props["form"]; disabled: boolean }) {
  const saved = useWatch({ control: form.control, name: "secretSaved" });
  function forget() {
    form.setValue("secretSaved", false, { shouldDirty: true });
    setTimeout(() => form.setFocus("secret"));
  }
  return (
    <Field
      control={form.control}
      name="secret"
      label="Signing secret"
      help={saved ? SAVED_HELP : SECRET_HELP}
      disabled={disabled}
      optional
    >
      {(field) =>
        saved ? (
          <SavedSecret id={field.id} label="Signing secret" onDelete={disabled ? undefined : forget} />
        ) : (
          <SecretInput {...field} secretName="Signing secret" autoComplete="new-password" />
        )
      }
    </Field>
  );
}

const SECRET_HELP =
  "The sender signs its posts with it. Once it is saved, a post without a right signature is refused.";
const SAVED_HELP = "Posts without a right signature are refused. To change the secret, delete it first.";
