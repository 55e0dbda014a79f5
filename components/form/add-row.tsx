import { Plus } from "lucide-react";
import type { Ref } from "react";
import { Button } from "#components/ui/button.tsx";

type AddRowProps = {
  label: string;
  count: number;
  max: number;
  onAdd: () => void;
  ref: Ref<HTMLButtonElement>;
};

/** The button below a list of rows. It says when the list is full. */
export function AddRow({ label, count, max, onAdd, ref }: AddRowProps) {
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <Button ref={ref} disabled={count >= max} onClick={onAdd} icon={<Plus aria-hidden />}>
        {label}
      </Button>
      {count > 0 && (
        <span className="text-muted text-sm tabular-nums">
          {count} of {max}
        </span>
      )}
    </div>
  );
}
