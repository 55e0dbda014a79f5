"use client";

import { useForm } from "react-hook-form";
import { answerOf } from "#components/form/answer-of.ts";
import { Field } from "#components/form/field.tsx";
import { showRefusal } from "#components/form/form-issues.ts";
import { laterResolver } from "#components/form/later-resolver.ts";
import { AlertNote } from "#components/ui/alert-note.tsx";
import { Button } from "#components/ui/button.tsx";
import { Input } from "#components/ui/input.tsx";
import { later, useIdleLoad } from "#components/ui/later.ts";
import type { SetUpActions } from "./profile-actions.ts";

const judge = later(() => import("./profile-judge.ts"));
const resolver = laterResolver(judge, (loaded) => loaded.codeResolver);

type Props = Pick<SetUpActions, "confirm"> & { onDone: (recoveryCodes: readonly string[]) => void };

/** Asks for a code of the app that has just got the secret. */
export function ConfirmCode({ confirm, onDone }: Props) {
  useIdleLoad(judge);
  const form = useForm<{ code: string }>({ resolver, defaultValues: { code: "" } });
  const failure = form.formState.errors.root?.server?.message;

  const submit = form.handleSubmit(async (values) => {
    const result = await answerOf(confirm(values));
    if (result.ok) return onDone(result.value.recoveryCodes);
    showRefusal(form, result);
    form.setFocus("code", { shouldSelect: true });
  });

  return (
    <form noValidate method="post" onSubmit={submit} className="flex flex-col gap-4">
      {failure && <AlertNote tone="danger">{failure}</AlertNote>}
      <Field control={form.control} name="code" label="Code" help="The 6 digits that your app shows now.">
        {(field) => (
          <Input
            {...field}
            inputMode="numeric"
            autoComplete="one-time-code"
            autoFocus
            className="max-w-44 font-mono"
          />
        )}
      </Field>
      <Button type="submit" variant="primary" pending={form.formState.isSubmitting} className="self-start">
        Turn on
      </Button>
    </form>
  );
}
