"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useForm } from "react-hook-form";
import { Field } from "#components/form/field.tsx";
import { SecretInput } from "#components/form/secret-input.tsx";
import { AlertNote } from "#components/ui/alert-note.tsx";
import { Button } from "#components/ui/button.tsx";
import { Input } from "#components/ui/input.tsx";
import { type SignInInput, signInSchema } from "#lib/domain/people/user.ts";
import { signIn } from "./sign-in.ts";

/** Signs in, then goes to `goingTo` with a full load, so that nothing from before the sign-in stays. */
export function SignInForm({ goingTo }: { goingTo: string }) {
  const form = useForm<SignInInput>({
    resolver: zodResolver(signInSchema),
    defaultValues: { email: "", password: "" },
  });
  const { errors, isSubmitting, isSubmitSuccessful } = form.formState;

  const submit = form.handleSubmit(async (values) => {
    const failure = await signIn(values);
    if (failure === null) window.location.assign(goingTo);
    else form.setError("root.server", { message: failure });
  });

  return (
    <form method="post" onSubmit={submit} noValidate className="flex flex-col gap-4">
      {errors.root?.server && <AlertNote tone="danger">{errors.root.server.message}</AlertNote>}
      <Field control={form.control} name="email" label="Email">
        {(field) => <Input {...field} type="email" autoComplete="username" autoFocus />}
      </Field>
      <Field control={form.control} name="password" label="Password">
        {(field) => <SecretInput {...field} secretName="password" autoComplete="current-password" />}
      </Field>
      <Button type="submit" variant="primary" pending={isSubmitting || isSubmitSuccessful}>
        Sign in
      </Button>
    </form>
  );
}
