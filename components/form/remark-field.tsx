"use client";

import { useId } from "react";
import { Textarea } from "#components/ui/textarea.tsx";

type Props = {
  value: string;
  onChange: (remark: string) => void;
  /** The most characters. */
  most: number;
  rows?: number;
};

/** The optional remark of a dialog. */
export function RemarkField({ value, onChange, most, rows }: Props) {
  const id = useId();
  return (
    <div className="mt-4 flex flex-col gap-1.5">
      <label htmlFor={id} className="w-fit font-medium text-ink">
        Remark <span className="font-normal text-muted">(optional)</span>
      </label>
      <Textarea
        id={id}
        value={value}
        rows={rows}
        maxLength={most}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  );
}
