"use client";

import { Fragment, useId } from "react";
import { Checkbox } from "#components/ui/checkbox.tsx";
import {
  ACCESS_REQUEST_EVENT_MEANS,
  ACCESS_REQUEST_EVENTS,
  type AccessRequestEvent,
} from "#lib/domain/rule/access-request.ts";
import { selectAllState, withEvent } from "./selection.ts";

type EventChoicesProps = {
  value: readonly AccessRequestEvent[];
  onChange: (events: AccessRequestEvent[]) => void;
  disabled?: boolean | undefined;
  onBlur?: () => void;
  "aria-invalid"?: boolean | undefined;
  "aria-describedby"?: string | undefined;
};

/** The seven events as checkboxes, with Select All above them. */
export function EventChoices({ value, onChange, ...control }: EventChoicesProps) {
  const state = selectAllState(value);
  return (
    <>
      <Choice
        label="Select All"
        checked={state === "all"}
        indeterminate={state === "some"}
        onChange={(on) => onChange(on ? [...ACCESS_REQUEST_EVENTS] : [])}
        control={control}
      />
      <div className="grid gap-x-6 gap-y-3 border-t pt-3 sm:grid-cols-2">
        {ACCESS_REQUEST_EVENTS.map((event) => (
          <Choice
            key={event}
            label={ACCESS_REQUEST_EVENT_MEANS[event].name}
            event={event}
            checked={value.includes(event)}
            onChange={(on) => onChange(withEvent(value, event, on))}
            control={control}
          />
        ))}
      </div>
    </>
  );
}

/** Lets long keys break after an underscore, without changing the text that is copied. */
const breakable = (key: string) =>
  key.split(/(?<=_)/).map((part, at, parts) => (
    <Fragment key={parts.slice(0, at + 1).join("")}>
      {part}
      <wbr />
    </Fragment>
  ));

type ChoiceProps = {
  label: string;
  event?: AccessRequestEvent;
  checked: boolean;
  indeterminate?: boolean;
  onChange: (on: boolean) => void;
  control: Omit<EventChoicesProps, "value" | "onChange">;
};

function Choice({ label, event, control, ...box }: ChoiceProps) {
  const id = useId();
  const describedBy = [event && `${id}-means`, control["aria-describedby"]].filter(Boolean).join(" ");
  return (
    <div className="flex items-start gap-1.5">
      <Checkbox
        {...control}
        {...box}
        id={id}
        aria-describedby={describedBy || undefined}
        className="-ml-1 -mt-0.5 pointer-coarse:-mt-3 pointer-coarse:-ml-3.5"
      />
      <div className="min-w-0">
        <label htmlFor={id} className="font-medium">
          {label}
        </label>
        {event && (
          <p id={`${id}-means`} className="text-muted text-sm">
            {ACCESS_REQUEST_EVENT_MEANS[event].description}
            <code className="wrap-anywhere block font-mono text-xs">{breakable(event)}</code>
          </p>
        )}
      </div>
    </div>
  );
}
