"use client";

import { useId } from "react";
import { useController } from "react-hook-form";
import type { ChannelControl } from "./use-channel-form.ts";

type SensitiveToggleProps = {
  control: ChannelControl;
  name: `headers.${number}.sensitive`;
  disabled: boolean | undefined;
};

/** The Sensitive Value switch of a header. */
export function SensitiveToggle({ control, name, disabled }: SensitiveToggleProps) {
  const id = useId();
  const { field } = useController({ control, name });
  const isOn = field.value ?? false;
  return (
    <div className="flex items-center gap-2 sm:min-h-9 sm:pointer-coarse:min-h-11">
      <label htmlFor={id} className="font-medium sm:sr-only">
        Sensitive Value
      </label>
      <input
        id={id}
        ref={field.ref}
        name={name}
        type="checkbox"
        role="switch"
        checked={isOn}
        aria-checked={isOn}
        onChange={(event) => field.onChange(event.target.checked)}
        onBlur={field.onBlur}
        disabled={disabled}
        className="relative h-6 w-10 cursor-pointer appearance-none rounded-full border border-border-input bg-sunken transition-colors before:absolute before:top-0.75 before:left-0.75 before:size-4 before:rounded-full before:bg-border-input before:transition-transform checked:border-accent checked:bg-accent checked:before:translate-x-4 checked:before:bg-on-accent disabled:cursor-not-allowed disabled:opacity-55 pointer-coarse:after:absolute pointer-coarse:after:-inset-2.5"
      />
    </div>
  );
}
