"use client";

import { useForm } from "react-hook-form";
import { answerOf } from "#components/form/answer-of.ts";
import { Field } from "#components/form/field.tsx";
import { showRefusal } from "#components/form/form-issues.ts";
import { AlertNote } from "#components/ui/alert-note.tsx";
import { Button } from "#components/ui/button.tsx";
import { Input } from "#components/ui/input.tsx";
import { SecretText, StoreItNow } from "#components/ui/secret-text.tsx";
import { toast } from "#components/ui/toast.ts";
import type { ActionResult } from "#lib/domain/action-result.ts";
import type { NewApiKeyInput } from "#lib/domain/people/api-key-schema.ts";

/** A key that was just made. It is only in this page. */
export type MadeKey = { id: string; name: string; key: string };

export type CreateKey = (input: NewApiKeyInput) => Promise<ActionResult<MadeKey>>;

type Props = {
  suggestedName: string;
  create: CreateKey;
  onMade: (made: MadeKey) => void;
};

/** Makes a key that can do nothing but post alerts. */
export function MakeKey({ suggestedName, create, onMade }: Props) {
  const form = useForm({ defaultValues: { name: suggestedName } });
  const { errors, isSubmitting } = form.formState;
  const refusal = errors.root?.server?.message;

  async function make({ name }: { name: string }) {
    const result = await answerOf(create({ name, scopes: ["ingest"] }));
    if (!result.ok) return showRefusal(form, result);
    toast.success(`The key ${result.value.name} is made`);
    onMade(result.value);
  }

  return (
    <form
      method="post"
      noValidate
      onSubmit={form.handleSubmit(make)}
      className="flex flex-col gap-3 noscript:hidden"
    >
      {refusal && <AlertNote tone="danger">{refusal}</AlertNote>}
      <div className="flex flex-wrap items-start gap-x-3 gap-y-2">
        <Field
          control={form.control}
          name="name"
          label="Name of the key"
          help={NAME}
          className="min-w-0 flex-1 basis-60"
        >
          {(field) => <Input {...field} autoComplete="off" spellCheck={false} />}
        </Field>
        <Button type="submit" variant="primary" pending={isSubmitting} className="sm:mt-6.5">
          Make key
        </Button>
      </div>
    </form>
  );
}

const NAME = "Alerts without a source name get it, and it becomes part of their ids.";

/** The new key, for the only time. */
export function ShownKey({ made }: { made: MadeKey }) {
  return (
    <div className="flex flex-col gap-3">
      <StoreItNow />
      <SecretText secretName="API key" secret={made.key} />
    </div>
  );
}
