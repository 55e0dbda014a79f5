"use client";

import type { UseFormReturn } from "react-hook-form";
import { ChoiceField } from "#components/form/choice-field.tsx";
import { Field } from "#components/form/field.tsx";
import { FormSection } from "#components/form/form-section.tsx";
import { AlertNote } from "#components/ui/alert-note.tsx";
import { Input } from "#components/ui/input.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { namespaceFrom } from "#lib/domain/people/api-key.ts";
import type { NewApiKeyInput } from "#lib/domain/people/api-key-schema.ts";
import type { ExpiryChoice } from "./expiry.ts";
import { ExpiryField } from "./expiry-field.tsx";
import { ScopePicker } from "./scope-picker.tsx";

/** A new key as it is typed. Empty text is none. */
export type KeyValues = Omit<NewApiKeyInput, "expires"> & { expires: ExpiryChoice };

type Props = { form: UseFormReturn<KeyValues> };

/** What the key is for. */
export function KeyDetails({ form: { control, watch } }: Props) {
  const [name, scopes] = watch(["name", "scopes"]);
  const ingests = scopes.includes("ingest");
  return (
    <FormSection title="Details">
      <Field
        control={control}
        name="name"
        label="Name"
        help="The tool that will use it. Alerts without a source name get this name."
      >
        {(field) => <Input {...field} autoComplete="off" autoFocus />}
      </Field>
      <ChoiceField control={control} name="scopes" label="Scopes">
        {(field) => <ScopePicker {...field} />}
      </ChoiceField>
      {ingests && <IngestWarning />}
      {ingests && (
        <Field control={control} name="namespace" label="Namespace" help={NAMESPACE} optional>
          {(field) => (
            <Input
              {...field}
              className="font-mono"
              autoComplete="off"
              spellCheck={false}
              placeholder={name.trim() === "" ? "" : namespaceFrom(name)}
            />
          )}
        </Field>
      )}
    </FormSection>
  );
}

const NAMESPACE =
  "Alert ids that Tocsin makes from a sender's own format contain it. Keys may share one, so that a new key can replace an old one.";

function IngestWarning() {
  return (
    <AlertNote tone="warning" title="This key can post alerts in the name of any source.">
      Whoever has it can also change the status of any alert. Give each tool a key of its own, so that one can
      be revoked without the others.
    </AlertNote>
  );
}

/** What confines the key, should it be lost. */
export function KeyConfines({ form: { control } }: Props) {
  return (
    <FormSection title="Limits" description="They confine what a lost key can do.">
      <ChoiceField control={control} name="expires" label="Expires" help={EXPIRES}>
        {(field) => <ExpiryField {...field} />}
      </ChoiceField>
      <Field control={control} name="addresses" label="Allowed addresses" help={ADDRESSES} optional>
        {(field) => <Textarea {...field} className="font-mono" spellCheck={false} />}
      </Field>
      <Field control={control} name="per_minute" label="Requests per minute" help={PER_MINUTE} optional>
        {(field) => (
          <Input {...field} className="max-w-40 tabular-nums" inputMode="numeric" autoComplete="off" />
        )}
      </Field>
    </FormSection>
  );
}

const EXPIRES = "From then on the key is refused. It can't be prolonged: make a new one in time.";
const ADDRESSES =
  "IP addresses or CIDR ranges such as 10.0.0.0/8, one per line. Leave it empty to allow all. Behind a proxy, TRUSTED_PROXIES must name it.";
const PER_MINUTE =
  "1 to 1,000,000. A post of many alerts is one request. More are refused with 429. Leave it empty for no limit.";
