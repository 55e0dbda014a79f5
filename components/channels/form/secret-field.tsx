"use client";

import { Lock, Trash2, TriangleAlert } from "lucide-react";
import { useId } from "react";
import { Field } from "#components/form/field.tsx";
import { SecretInput } from "#components/form/secret-input.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
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

function SavedSecret(props: { id: string; label: string; onDelete: (() => void) | undefined }) {
  return (
    <div className="flex items-center gap-2">
      <output
        id={props.id}
        className="flex min-h-9 min-w-0 flex-1 items-center gap-2 rounded-md border bg-sunken px-3 text-muted pointer-coarse:min-h-11"
      >
        <Lock aria-hidden className="size-4 shrink-0" />
        Saved
        <span aria-hidden className="truncate tracking-widest">
          ••••••••
        </span>
      </output>
      {props.onDelete && (
        <IconButton label={`Delete ${props.label}`} onClick={props.onDelete}>
          <Trash2 aria-hidden />
        </IconButton>
      )}
    </div>
  );
}
