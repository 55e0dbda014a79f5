"use client";

import { ListChecks } from "lucide-react";
import { useRef, useState } from "react";
import { useController } from "react-hook-form";
import { FieldMessages } from "#components/form/field-messages.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { later } from "#components/ui/later.ts";
import { WhenOpen } from "#components/ui/when-open.tsx";
import type { SectionProps } from "./section-props.ts";

/** The dialog, with the catalogue of events. */
const dialog = later(() => import("./events-dialog.tsx"));

export type EventsFieldProps = SectionProps & {
  seenEvents: readonly string[];
  /** Whether the dialog is open at first. */
  picksEvents?: boolean | undefined;
};

/** The most names that the form shows; the dialog lists all. */
const SHOWN_MAX = 12;

/** The events that the rule matches. If none is picked, it matches all. */
export function EventsField({ form, disabled, seenEvents, picksEvents = false }: EventsFieldProps) {
  const { field, fieldState } = useController({ control: form.control, name: "events" });
  const [choosing, setChoosing] = useState(picksEvents);
  const pickButton = useRef<HTMLButtonElement>(null);
  const events = field.value;
  // The form has no place to show the fault of a single event.
  const { error } = fieldState;
  const fault = error?.message ?? (Array.isArray(error) ? error.find(Boolean)?.message : undefined);
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1.5 font-medium">Events</legend>
      {events.length === 0 ? (
        <p className="text-muted">Every event.{!disabled && " Pick some to match only these."}</p>
      ) : (
        <PickedEvents events={events} />
      )}
      {!disabled && (
        <Button
          ref={(button) => {
            field.ref(button);
            pickButton.current = button;
          }}
          aria-invalid={fault ? true : undefined}
          aria-describedby={fault && "events-error"}
          className="self-start"
          icon={<ListChecks aria-hidden />}
          onClick={() => setChoosing(true)}
        >
          Pick events
        </Button>
      )}
      <FieldMessages ids={{ help: "events-help", error: "events-error" }} error={fault} />
      <WhenOpen part={dialog} open={choosing} onFail={() => setChoosing(false)}>
        {({ EventsDialog }) => (
          <EventsDialog
            open={choosing}
            onOpenChange={setChoosing}
            events={events}
            onChange={field.onChange}
            seenEvents={seenEvents}
            opener={pickButton}
          />
        )}
      </WhenOpen>
    </fieldset>
  );
}

function PickedEvents({ events }: { events: readonly string[] }) {
  const more = events.length - SHOWN_MAX;
  return (
    <ul aria-label="Picked events" className="flex flex-wrap gap-1.5">
      {events.slice(0, SHOWN_MAX).map((event) => (
        <li key={event}>
          <Badge className="wrap-anywhere font-mono">{event}</Badge>
        </li>
      ))}
      {more > 0 && <li className="text-muted text-sm">and {more.toLocaleString("en")} more</li>}
    </ul>
  );
}
