"use client";

import { useId, useState } from "react";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { Input } from "#components/ui/input.tsx";
import { localInput, momentOf } from "#components/ui/local-input.ts";
import { useTimeZone } from "#components/ui/time-zone.tsx";
import type { OwnRange } from "./use-range.ts";

type Props = { open: boolean; onClose: () => void; own: OwnRange | null; choose: (range: OwnRange) => void };

const HOUR_MS = 3_600_000;

/** Asks for the two ends of a range of time, in the reader's time zone. */
export function RangeDialog({ open, onClose, own, choose }: Props) {
  const zone = useTimeZone();
  const [since, setSince] = useState(() => typed(own === null ? Date.now() - HOUR_MS : own.since, zone));
  const [until, setUntil] = useState(() => typed(own?.until ?? null, zone));

  async function confirm() {
    const range = { since: written(since, zone), until: written(until, zone) };
    if (range.since === null && range.until === null) return "Choose when the range begins or ends.";
    if (range.since !== null && range.until !== null && range.since >= range.until)
      return "The range ends before it begins: choose a later end.";
    choose(range);
  }

  return (
    <ConfirmDialog
      open={open}
      onOpenChange={(next) => !next && onClose()}
      title="Choose a range of time"
      confirmLabel="Show"
      tone="primary"
      onConfirm={confirm}
    >
      <div className="flex flex-wrap gap-4">
        <Moment label="From" value={since} onChange={setSince} />
        <Moment label="Until" value={until} onChange={setUntil} />
      </div>
      <p className="mt-3 text-sm">Leave one empty for a range without that end.</p>
    </ConfirmDialog>
  );
}

type MomentProps = { label: string; value: string; onChange: (value: string) => void };

function Moment({ label, value, onChange }: MomentProps) {
  const id = useId();
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="font-medium text-ink">
        {label}
      </label>
      <Input
        id={id}
        type="datetime-local"
        className="w-auto"
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  );
}

function typed(moment: string | number | null, zone: string | null): string {
  const at = moment === null ? Number.NaN : new Date(moment).getTime();
  return Number.isNaN(at) ? "" : localInput(at, zone);
}

const written = (text: string, zone: string | null): string | null =>
  text === "" ? null : new Date(momentOf(text, zone)).toISOString();
