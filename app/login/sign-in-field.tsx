import { type ReactNode, useId } from "react";
import { FieldMessages } from "#components/form/field-messages.tsx";

type Wiring = { id: string; "aria-invalid": true | undefined; "aria-describedby": string | undefined };

/** A labelled field for a form without React Hook Form. Spread the wiring on the control. */
export function SignInField(props: {
  label: string;
  /** Muted text below the field. */
  help?: string;
  fault: string | undefined;
  children: (wiring: Wiring) => ReactNode;
}) {
  const { label, help, fault, children } = props;
  const id = useId();
  const ids = { help: `${id}-help`, error: `${id}-error` };
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="w-fit font-medium">
        {label}
      </label>
      {children({
        id,
        "aria-invalid": fault ? true : undefined,
        "aria-describedby": [help && ids.help, fault && ids.error].filter(Boolean).join(" ") || undefined,
      })}
      <FieldMessages ids={ids} help={help} error={fault} />
    </div>
  );
}
