"use client";

import { unstable_rethrow } from "next/navigation";
import { type FormEvent, useRef, useState, useTransition } from "react";
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
  const [fault, setFault] = useState<string>();
  const [unreachable, setUnreachable] = useState(false);
  const [pending, startSending] = useTransition();

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (pending) return;
    const missing = input.current?.value.trim() === "";
    setFault(missing ? "Enter the code." : undefined);
    if (missing) return input.current?.focus();
    const form = new FormData(event.currentTarget);
    startSending(() => send(form));
  }

  async function send(form: FormData) {
    setUnreachable(false);
    try {
      await sendCode(form);
    } catch (error) {
      unstable_rethrow(error);
      setUnreachable(true);
    }
    input.current?.select();
  }

  const failure = unreachable ? "Tocsin can't be reached: check the connection and try again." : refusal;
  return (
    <form action={sendCode} onSubmit={submit} noValidate className="flex flex-col gap-4">
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
            onChange={() => setFault(undefined)}
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
