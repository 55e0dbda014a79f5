"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useForm } from "react-hook-form";
import type { z } from "zod";
import { answerOf } from "#components/form/answer-of.ts";
import { Field } from "#components/form/field.tsx";
import { showRefusal } from "#components/form/form-issues.ts";
import { SecretInput } from "#components/form/secret-input.tsx";
import { AlertNote } from "#components/ui/alert-note.tsx";
import { Button } from "#components/ui/button.tsx";
import { Input } from "#components/ui/input.tsx";
import type { ActionResult } from "#lib/domain/action-result.ts";
import { PASSWORD_HELP } from "#lib/domain/people/password.ts";
import { setUpSchema } from "#lib/domain/people/user.ts";
import { signIn } from "../login/sign-in.ts";

type Values = z.input<typeof setUpSchema>;
type Props = { token: string; setUp: (values: Values) => Promise<ActionResult<{ email: string }>> };

/** Creates the first admin and signs them in. */
export function SetUpForm({ token, setUp }: Props) {
  const form = useForm<Values>({
    resolver: zodResolver(setUpSchema),
    defaultValues: { token, name: "", email: "", password: "" },
  });
  const { errors, isSubmitting, isSubmitSuccessful } = form.formState;

  const submit = form.handleSubmit(async (values) => {
    const result = await answerOf(setUp(values));
    if (!result.ok) return showRefusal(form, result);
    await signIn(values);
    window.location.assign("/");
  });

  return (
    <form method="post" onSubmit={submit} noValidate className="flex flex-col gap-4">
      {errors.root?.server && <AlertNote tone="danger">{errors.root.server.message}</AlertNote>}
      <Field control={form.control} name="name" label="Name" help="Your name on pages and in the audit log.">
        {(field) => <Input {...field} autoComplete="name" autoFocus />}
      </Field>
      <Field
        control={form.control}
        name="email"
        label="Email"
        help="You sign in with it; Tocsin sends no mail."
      >
        {(field) => <Input {...field} type="email" autoComplete="username" />}
      </Field>
      <Field control={form.control} name="password" label="Password" help={PASSWORD_HELP}>
        {(field) => <SecretInput {...field} secretName="password" autoComplete="new-password" />}
      </Field>
      <Button
        type="submit"
        variant="primary"
        pending={isSubmitting || (isSubmitSuccessful && errors.root === undefined)}
      >
        Make the first admin
      </Button>
    </form>
  );
}
