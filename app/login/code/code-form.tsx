"use client";

import { useRef } from "react";
import { type PostedRefusal, usePostedForm } from "#components/form/use-posted-form.ts";
import { AlertNote } from "#components/ui/alert-note.tsx";
import { Button } from "#components/ui/button.tsx";
import { Input } from "#components/ui/input.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { sendCode } from "../actions.ts";
import { SignInField } from "../sign-in-field.tsx";

type Props = {
  goingTo: string;
  /** Why the last code was refused. */
  refusal: string | undefined;
};

/** Takes the code of an app, or a recovery code. Without a script, the form's own action sends it. */
export function CodeForm({ goingTo, refusal }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const { refusal: refused, pending, wiring } = usePostedForm(send, judge, () => input.current?.select());
  const fault = refused?.atField ? refused.message : undefined;
  const failure = refused === null ? refusal : !refused.atField && refused.message;
  return (
    <form action={sendCode} onSubmit={wiring.onSubmit} noValidate className="flex flex-col gap-4">
      <input type="hidden" name="next" value={goingTo} />
      {failure && !pending && <AlertNote tone="danger">{failure}</AlertNote>}
      <SignInField
        label="Code"
        help="The 6 digits that your app shows, or one of your recovery codes."
        fault={fault}
      >
        {(field) => (
          <Input
            {...field}
            ref={input}
            name="code"
            autoComplete="one-time-code"
            autoCapitalize="none"
            spellCheck={false}
            autoFocus
            className="font-mono"
          />
        )}
      </SignInField>
      <Button type="submit" variant="primary" pending={pending}>
        Sign in
      </Button>
      <TextLink href={`/login?${new URLSearchParams({ next: goingTo })}`} className="self-center">
        Sign in as somebody else
      </TextLink>
    </form>
  );
}

/** It redirects, also when the code is refused: the page then says why. */
async function send(_before: PostedRefusal | null, form: FormData): Promise<null> {
  await sendCode(form);
  return null;
}

const judge = (form: FormData): PostedRefusal | null =>
  String(form.get("code")).trim() === "" ? { message: "Enter the code.", atField: true } : null;
