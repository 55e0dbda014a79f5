"use client";

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
};

/** Picks events of the catalogue, those seen, and others by name. */
export function EventsDialog({ open, onOpenChange, events, onChange, seenEvents }: EventsDialogProps) {
  const groups = catalogueWith(seenEvents, events).map(({ label, events: names }) => ({
    label,
    items: names.map((name) => ({ value: name, label: name })),
  }));
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Pick events"
      description="The rule matches an event whose di_event is one of these; with none picked, every event."
      size="lg"
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
        searchLabel="Search events"
        selectedLabel="Show Selected Events"
        notFound="No event has this in its name."
        addable
        className="max-h-[50dvh]"
      />
    </Dialog>
  );
}
