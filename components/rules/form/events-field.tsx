"use client";

import { ListChecks } from "lucide-react";
import { type RefObject, useRef, useState } from "react";
import { useController } from "react-hook-form";
import { Checklist } from "#components/form/checklist.tsx";
import { FieldMessages } from "#components/form/field-messages.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { catalogueWith } from "#lib/domain/rule/event-catalogue.ts";
import type { SectionProps } from "./section-props.ts";

export type EventsFieldProps = SectionProps & {
  seenEvents: readonly string[];
  /** Whether the dialog is open at first. */
  picksEvents?: boolean | undefined;
};

/** As many names as the form shows; the dialog lists all. */
const SHOWN_MAX = 12;

/** The events that the rule matches; none picked means all. */
export function EventsField({ form, disabled, seenEvents, picksEvents = false }: EventsFieldProps) {
  const { field, fieldState } = useController({ control: form.control, name: "events" });
  const [choosing, setChoosing] = useState(picksEvents);
  const pickButton = useRef<HTMLButtonElement>(null);
  const events = field.value;
  // The form has no place for the fault of a single event.
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
      <EventsDialog
        open={choosing}
        onOpenChange={setChoosing}
        events={events}
        onChange={field.onChange}
        seenEvents={seenEvents}
        opener={pickButton}
      />
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

type DialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  events: readonly string[];
  onChange: (events: string[]) => void;
  seenEvents: readonly string[];
  /** Where the focus goes when it closes. */
  opener: RefObject<HTMLElement | null>;
};

function EventsDialog({ open, onOpenChange, events, onChange, seenEvents, opener }: DialogProps) {
  const searchBox = useRef<HTMLInputElement>(null);
  const groups = catalogueWith(seenEvents, events).map(({ label, events: names }) => ({
    label,
    items: names.map((name) => ({ value: name, label: name })),
  }));
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Pick events"
      description="Matches events whose di_event is one of these; if none is picked, all events."
      size="lg"
      initialFocus={searchBox}
      finalFocus={opener}
      footer={
        <Button variant="primary" onClick={() => onOpenChange(false)}>
          Done
        </Button>
      }
    >
      <Checklist
        groups={groups}
        selected={events}
        onChange={onChange}
        searchRef={searchBox}
        searchLabel="Search events"
        selectedLabel="Show Selected Events"
        notFound="No event has this text in its name."
        addable
        className="max-h-[50dvh]"
      />
    </Dialog>
  );
}
