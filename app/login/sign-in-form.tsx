"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useForm } from "react-hook-form";
import { Field } from "#components/form/field.tsx";
import { SecretInput } from "#components/form/secret-input.tsx";
import { AlertNote } from "#components/ui/alert-note.tsx";
import { Button } from "#components/ui/button.tsx";
import { Input } from "#components/ui/input.tsx";
import { type SignInInput, signInSchema } from "#lib/domain/people/user.ts";
import { signInByForm } from "./actions.ts";
import { signIn } from "./sign-in.ts";

type Props = {
  goingTo: string;
  /** Why the form was refused when it was sent without a script. */
  refusal: string | undefined;
};

/**
 * Signs in, then goes to `goingTo` with a full load, so that nothing from before the sign-in stays. Before the script
 * is there, and without it, the form's own action does the same.
 */
export function SignInForm({ goingTo, refusal }: Props) {
  const form = useForm<SignInInput>({
    resolver: zodResolver(signInSchema),
    defaultValues: { email: "", password: "" },
  });
  const { errors, isSubmitted, isSubmitting, isSubmitSuccessful } = form.formState;

  const submit = form.handleSubmit(async (values) => {
    const failure = await signIn(values);
    if (failure === null) window.location.assign(goingTo);
    else form.setError("root.server", { message: failure });
  });

  const failure = isSubmitted ? errors.root?.server?.message : refusal;
  return (
    <form action={signInByForm} onSubmit={submit} noValidate className="flex flex-col gap-4">
      <input type="hidden" name="next" value={goingTo} />
      {failure && <AlertNote tone="danger">{failure}</AlertNote>}
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
