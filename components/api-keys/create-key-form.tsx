"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { answerOf } from "#components/form/answer-of.ts";
import { ChoiceField } from "#components/form/choice-field.tsx";
import { Field } from "#components/form/field.tsx";
import { showRefusal } from "#components/form/form-issues.ts";
import { FormPage } from "#components/form/form-page.tsx";
import { FormSection } from "#components/form/form-section.tsx";
import { laterResolver } from "#components/form/later-resolver.ts";
import { AlertNote } from "#components/ui/alert-note.tsx";
import { Input } from "#components/ui/input.tsx";
import { later, useIdleLoad } from "#components/ui/later.ts";
import type { ActionResult } from "#lib/domain/action-result.ts";
import type { NewApiKey, NewApiKeyInput } from "#lib/domain/people/api-key-schema.ts";
import { NewKey, type NewKeyProps } from "./new-key.tsx";
import { ScopePicker } from "./scope-picker.tsx";

const judge = later(() => import("./api-key-judge.ts"));
const resolver = laterResolver(judge, (loaded) => loaded.resolver);

const LIST = "/settings/api-keys";

type CreateKeyFormProps = {
  /** The address of this installation: `https://tocsin.example.com`. */
  address: string;
  create: (input: NewApiKeyInput) => Promise<ActionResult<{ name: string; key: string }>>;
};

/** Creates an API key and shows it once. */
export function CreateKeyForm({ address, create }: CreateKeyFormProps) {
  const router = useRouter();
  useIdleLoad(judge);
  const [made, setMade] = useState<NewKeyProps["made"] | null>(null);
  const form = useForm<NewApiKeyInput, unknown, NewApiKey>({
    resolver,
    defaultValues: { name: "", scopes: ["ingest"] },
  });
  const scopes = form.watch("scopes");
  return (
    <>
      <FormPage
        form={form}
        title="Create API key"
        cancelHref={LIST}
        saveLabel="Create key"
        onSubmit={async (values) => {
          const result = await answerOf(create(values));
          if (!result.ok) return showRefusal(form, result);
          setMade({ ...result.value, scopes: values.scopes });
        }}
      >
        <FormSection title="Details">
          <Field
            control={form.control}
            name="name"
            label="Name"
            help="The tool that will use it. Alerts without a source name get this name."
          >
            {(field) => <Input {...field} autoComplete="off" autoFocus />}
          </Field>
          <ChoiceField control={form.control} name="scopes" label="Scopes">
            {(field) => <ScopePicker {...field} />}
          </ChoiceField>
          {scopes.includes("ingest") && <IngestWarning />}
        </FormSection>
      </FormPage>
      {made && <NewKey made={made} address={address} onClose={() => router.push(LIST)} />}
    </>
  );
}

function IngestWarning() {
  return (
    <AlertNote tone="warning" title="This key can post alerts in the name of any source.">
      They can post alerts in any source's name and change the status of any alert. Give each tool a key of
      its own, so that one can be revoked without the others.
    </AlertNote>
  );
}
