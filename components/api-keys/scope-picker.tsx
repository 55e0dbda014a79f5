"use client";

import { useId } from "react";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { SCOPES, type Scope } from "#lib/domain/people/actor.ts";
import { SCOPE_MEANS } from "#lib/domain/people/api-key.ts";

type ScopePickerProps = {
  value: readonly Scope[];
  onChange: (scopes: Scope[]) => void;
  onBlur?: () => void;
  "aria-invalid"?: boolean;
  "aria-describedby"?: string;
};

/** Each scope with what it allows. Put it in a ChoiceField. */
export function ScopePicker({ value, onChange, ...control }: ScopePickerProps) {
  const toggle = (scope: Scope, on: boolean) =>
    onChange(on ? [...value, scope] : value.filter((other) => other !== scope));
  return (
    <div className="flex flex-col gap-3">
      {SCOPES.map((scope) => (
        <ScopeChoice
          key={scope}
          scope={scope}
          checked={value.includes(scope)}
          onChange={(on) => toggle(scope, on)}
          control={control}
        />
      ))}
    </div>
  );
}

type ScopeChoiceProps = {
  scope: Scope;
  checked: boolean;
  onChange: (on: boolean) => void;
  control: Pick<ScopePickerProps, "onBlur" | "aria-invalid" | "aria-describedby">;
};

function ScopeChoice({ scope, checked, onChange, control }: ScopeChoiceProps) {
  const id = useId();
  const describedBy = [`${id}-means`, control["aria-describedby"]].filter(Boolean).join(" ");
  return (
    <div className="flex items-start gap-1.5">
      <Checkbox
        {...control}
        id={id}
        checked={checked}
        onChange={onChange}
        aria-describedby={describedBy}
        className="-ml-1 -mt-0.5 pointer-coarse:-mt-3 pointer-coarse:-ml-3.5"
      />
      <div>
        <label htmlFor={id} className="font-mono font-medium text-sm">
          {scope}
        </label>
        <p id={`${id}-means`} className="text-muted text-sm">
          {SCOPE_MEANS[scope]}
        </p>
      </div>
    </div>
  );
}
