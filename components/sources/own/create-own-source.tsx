"use client";

import { useRouter } from "next/navigation";
import { useForm } from "react-hook-form";
import { answerOf } from "#components/form/answer-of.ts";
import { Field } from "#components/form/field.tsx";
import { showRefusal } from "#components/form/form-issues.ts";
import { FormPage } from "#components/form/form-page.tsx";
import { FormSection } from "#components/form/form-section.tsx";
import { SOURCES, sourcePath } from "#components/paths.ts";
import { Input } from "#components/ui/input.tsx";
import { toast } from "#components/ui/toast.ts";
import type { ActionResult } from "#lib/domain/action-result.ts";
import { SOURCE_NAME_MAX } from "#lib/domain/source/own/limits.ts";

type Values = { name: string };

/** The form of a new source of one's own: its name alone. The rest is made from a sample, on its page. */
export function CreateOwnSource({ create }: { create: (values: Values) => Promise<ActionResult<string>> }) {
  const router = useRouter();
  const form = useForm<Values>({ defaultValues: { name: "" } });

  async function save(values: Values) {
    const result = await answerOf(create(values));
    if (!result.ok) return showRefusal(form, result);
    toast.success(`${values.name.trim()} is added`);
    router.push(sourcePath(result.value));
  }

  return (
    <FormPage
      form={form}
      title="Any JSON"
      description="Turns the JSON of any program into alerts, by an expression per field."
      cancelHref={SOURCES}
      onSubmit={save}
    >
      <FormSection title="Details">
        <Field control={form.control} name="name" label="Name" help={NAME_HELP}>
          {(field) => <Input {...field} maxLength={SOURCE_NAME_MAX} autoComplete="off" />}
        </Field>
      </FormSection>
    </FormPage>
  );
}

const NAME_HELP =
  "The program that will post, such as “Build server”. Once it is saved, you get an address to post to, and make the expressions from the first body that comes in.";
