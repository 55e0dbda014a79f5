"use client";

import { type RefObject, useRef } from "react";
import { Checklist } from "#components/form/checklist.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { catalogueWith } from "#lib/domain/rule/event-catalogue.ts";

type EventsDialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  events: readonly string[];
  onChange: (events: string[]) => void;
  seenEvents: readonly string[];
  /** The element to focus when the dialog closes. */
  opener: RefObject<HTMLElement | null>;
};

/** Picks events: from the catalogue, from those received so far, or by name. */
export function EventsDialog(props: EventsDialogProps) {
  const { open, onOpenChange, events, onChange, seenEvents, opener } = props;
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
        className="max-h-[50dvh]!"
      />
    </Dialog>
  );
}
