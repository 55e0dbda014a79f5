"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { answerOf } from "#components/form/answer-of.ts";
import { showRefusal } from "#components/form/form-issues.ts";
import { FormPage } from "#components/form/form-page.tsx";
import { laterResolver } from "#components/form/later-resolver.ts";
import { API_KEYS } from "#components/paths.ts";
import { later, useIdleLoad } from "#components/ui/later.ts";
import { useTimeZone } from "#components/ui/time-zone.tsx";
import type { ActionResult } from "#lib/domain/action-result.ts";
import type { NewApiKeyInput } from "#lib/domain/people/api-key-schema.ts";
import { NEVER, NO_TIME, wantedExpiry } from "./expiry.ts";
import { KeyConfines, KeyDetails, type KeyValues } from "./key-fields.tsx";
import { NewKey, type NewKeyProps } from "./new-key.tsx";

const judge = later(() => import("./api-key-judge.ts"));

type CreateKeyFormProps = {
  /** The address of this installation: `https://tocsin.example.com`. */
  address: string;
  create: (input: NewApiKeyInput) => Promise<ActionResult<{ name: string; key: string }>>;
};

const FIRST_VALUES: KeyValues = {
  name: "",
  scopes: ["ingest"],
  namespace: "",
  expires: NEVER,
  addresses: "",
  per_minute: "",
};

/** Creates an API key and shows it once. */
export function CreateKeyForm({ address, create }: CreateKeyFormProps) {
  const router = useRouter();
  useIdleLoad(judge);
  const [made, setMade] = useState<NewKeyProps["made"] | null>(null);
  const zone = useTimeZone();
  const form = useForm<KeyValues>({
    resolver: laterResolver(judge, ({ resolver }) => resolver),
    defaultValues: FIRST_VALUES,
  });

  async function save(values: KeyValues) {
    const expires = wantedExpiry(values.expires, zone);
    if (expires === null) return form.setError("expires", { message: NO_TIME });
    const result = await answerOf(create({ ...values, expires }));
    if (!result.ok) return showRefusal(form, result);
    setMade({ ...result.value, scopes: values.scopes });
  }

  return (
    <>
      <FormPage
        form={form}
        title="Create API key"
        cancelHref={API_KEYS}
        saveLabel="Create key"
        onSubmit={save}
      >
        <KeyDetails form={form} />
        <KeyConfines form={form} />
      </FormPage>
      {made && <NewKey made={made} address={address} onClose={() => router.push(API_KEYS)} />}
    </>
  );
}
