"use client";

import { ListChecks } from "lucide-react";
import { useState } from "react";
import { useController } from "react-hook-form";
import { FieldMessages } from "#components/form/field-messages.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { later } from "#components/ui/later.ts";
import { WhenOpen } from "#components/ui/when-open.tsx";
import type { SectionProps } from "./section-props.ts";

/** With the catalogue of events. */
const dialog = later(() => import("./events-dialog.tsx"));

type Props = SectionProps & { seenEvents: readonly string[] };

/** As many names as the form shows; the dialog has them all. */
const SHOWN_MAX = 12;

/** Which events the rule matches: none picked is all. */
export function EventsField({ form, disabled, seenEvents }: Props) {
  const { field, fieldState } = useController({ control: form.control, name: "events" });
  const [choosing, setChoosing] = useState(false);
  const events = field.value;
  // A fault of one event has no place of its own in the form.
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
          ref={field.ref}
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
