"use client";

import { useRef } from "react";
import { FieldMessages } from "#components/form/field-messages.tsx";
import { SecretInput } from "#components/form/secret-input.tsx";
import { type PostedRefusal, usePostedForm } from "#components/form/use-posted-form.ts";
import { AlertNote } from "#components/ui/alert-note.tsx";
import { Button } from "#components/ui/button.tsx";
import { faultOfPassword, PASSWORD_HELP } from "#lib/domain/people/password.ts";
import { acceptLink } from "./actions.ts";

type Props = { token: string; email: string };

const IDS = { help: "password-help", error: "password-error" };

/** Chooses a password. */
export function AcceptForm({ token, email }: Props) {
  const password = useRef<HTMLInputElement>(null);
  const { refusal, pending, wiring } = usePostedForm(acceptLink, judge, ({ atField }) => {
    if (atField) password.current?.focus();
  });
  const fault = refusal?.atField ? refusal.message : undefined;
  return (
    <form {...wiring} className="flex flex-col gap-4">
      {refusal && !refusal.atField && <AlertNote tone="danger">{refusal.message}</AlertNote>}
      <input type="hidden" name="token" value={token} />
      {/* Tells password managers whose password it is. */}
      <input type="email" name="email" value={email} readOnly autoComplete="username" hidden />
      <div className="flex flex-col gap-1.5">
        <label htmlFor="password" className="w-fit font-medium">
          Password
        </label>
        <SecretInput
          ref={password}
          id="password"
          name="password"
          secretName="password"
          autoComplete="new-password"
          autoFocus
          aria-invalid={fault ? true : undefined}
          aria-describedby={fault ? `${IDS.help} ${IDS.error}` : IDS.help}
        />
        <FieldMessages ids={IDS} help={PASSWORD_HELP} error={fault} />
      </div>
      <Button type="submit" variant="primary" pending={pending}>
        Set password
      </Button>
    </form>
  );
}

function judge(form: FormData): PostedRefusal | null {
  const message = faultOfPassword(String(form.get("password")));
  return message === null ? null : { message, atField: true };
}
