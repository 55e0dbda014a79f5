"use client";

import { type FormEvent, useState } from "react";
import { SecretInput } from "#components/form/secret-input.tsx";
import { codePath } from "#components/sign-in-paths.ts";
import { AlertNote } from "#components/ui/alert-note.tsx";
import { Button } from "#components/ui/button.tsx";
import { Input } from "#components/ui/input.tsx";
import { signInByForm } from "./actions.ts";
import { signIn } from "./sign-in.ts";
import { SignInField } from "./sign-in-field.tsx";

type Faults = { email?: string; password?: string; server?: string };

type Props = {
  goingTo: string;
  /** Why the form was refused when it was sent without a script. */
  refusal: string | undefined;
};

/**
 * Signs in, then opens `goingTo` with a full load, so that no state from before the sign-in remains. It
 * tracks its two fields itself, so that signing in needn't wait for React Hook Form and the schemas. Without
 * a script, or before it is loaded, the form's own action signs in.
 */
export function SignInForm({ goingTo, refusal }: Props) {
  const [faults, setFaults] = useState<Faults>({ ...(refusal && { server: refusal }) });
  const [pending, setPending] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (pending) return;
    const form = event.currentTarget;
    const email = typedIn(form, "email").trim();
    const password = typedIn(form, "password");
    const missing = missingOf({ email, password });
    setFaults(missing);
    if (missing.email) return inputOf(form, "email").focus();
    if (missing.password) return inputOf(form, "password").focus();
    setPending(true);
    const outcome = await signIn({ email, password });
    if (outcome.ok) return window.location.assign(outcome.codeWanted ? codePath({ next: goingTo }) : goingTo);
    setFaults({ server: outcome.message });
    setPending(false);
  }

  const forget = (name: "email" | "password") => () => setFaults(({ [name]: _, ...others }) => others);

  return (
    <form action={signInByForm} onSubmit={submit} noValidate className="flex flex-col gap-4">
      <input type="hidden" name="next" value={goingTo} />
      {faults.server && <AlertNote tone="danger">{faults.server}</AlertNote>}
      <SignInField label="Email" fault={faults.email}>
        {(field) => (
          <Input
            {...field}
            name="email"
            type="email"
            autoComplete="username"
            autoFocus
            onChange={forget("email")}
          />
        )}
      </SignInField>
      <SignInField label="Password" fault={faults.password}>
        {(field) => (
          <SecretInput
            {...field}
            name="password"
            secretName="password"
            autoComplete="current-password"
            onChange={forget("password")}
          />
        )}
      </SignInField>
      <Button type="submit" variant="primary" pending={pending}>
        Sign in
      </Button>
    </form>
  );
}

function missingOf({ email, password }: { email: string; password: string }): Faults {
  return {
    ...(email === "" && { email: "Email is required." }),
    ...(password === "" && { password: "Password is required." }),
  };
}

const inputOf = (form: HTMLFormElement, name: string) => form.elements.namedItem(name) as HTMLInputElement;
const typedIn = (form: HTMLFormElement, name: string): string => inputOf(form, name).value;
