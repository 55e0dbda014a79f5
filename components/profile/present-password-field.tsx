"use client";

import { type Ref, useId } from "react";
import { SecretInput } from "#components/form/secret-input.tsx";

type Props = { ref: Ref<HTMLInputElement>; value: string; onChange: (value: string) => void };

/** Asks in a dialog for the present password, as a session that was left open must not be enough. */
export function PresentPasswordField({ ref, value, onChange }: Props) {
  const id = useId();
  return (
    <div className="mt-4 flex flex-col gap-1.5">
      <label htmlFor={id} className="w-fit font-medium text-ink">
        Present password
      </label>
      <SecretInput
        ref={ref}
        id={id}
        secretName="present password"
        autoComplete="current-password"
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  );
}
