"use client";

import { TriangleAlert } from "lucide-react";
import { useId } from "react";
import { Field } from "#components/form/field.tsx";
import { SavedSecret } from "#components/form/saved-secret.tsx";
import { SecretInput } from "#components/form/secret-input.tsx";
import type { ChannelControl } from "./use-channel-form.ts";

type SecretFieldProps = {
  control: ChannelControl;
  name:
    | "auth.password"
    | "auth.token"
    | `format.${string}`
    | `url_secrets.${number}.value`
    | `headers.${number}.value`;
  label: string;
  help?: string | undefined;
  optional?: boolean;
  /** A value is saved, and stays unless a new one is entered. */
  saved: boolean;
  /** Why the saved value must be entered again. */
  asked: string | undefined;
  /** Adds a Delete icon for the saved value. */
  onDelete?: () => void;
  disabled?: boolean;
  className?: string;
};

/** A secret: an input with an eye while it is new; "Saved", and never the value, from then on. */
export function SecretField(props: SecretFieldProps) {
  const { control, name, label, help, optional, saved, asked, onDelete, disabled, className } = props;
  const reasonId = useId();
  return (
    <Field
      control={control}
      name={name}
      label={label}
      help={help}
      optional={optional}
      disabled={disabled}
      className={className}
    >
      {({ value, "aria-describedby": describedBy, ...field }) => {
        const stays = saved && !asked && !value && !field["aria-invalid"];
        if (stays)
          return <SavedSecret id={field.id} label={label} onDelete={disabled ? undefined : onDelete} />;
        const reason = field["aria-invalid"] ? undefined : asked;
        const described = [describedBy, reason && reasonId].filter(Boolean).join(" ");
        return (
          <>
            <SecretInput
              {...field}
              value={typeof value === "string" ? value : ""}
              aria-describedby={described || undefined}
              secretName={label}
              placeholder={saved ? "Enter again" : undefined}
              autoComplete="new-password"
            />
            {reason && (
              <p id={reasonId} className="flex items-start gap-1.5 text-sm text-warning-text">
                <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
                {reason}
              </p>
            )}
          </>
        );
      }}
    </Field>
  );
}
