import { ChevronsUpDown } from "lucide-react";
import { OutsideText } from "#components/ui/outside-text.tsx";

/** "Status: Open", as a filter's control shows it. */
export function FilterFace({ label, value }: { label: string; value: string }) {
  return (
    <span aria-hidden className="flex min-w-0 flex-1 noscript:flex-none items-center gap-1">
      <span className="shrink-0 text-muted">{label}:</span>
      <OutsideText text={value} className="cut flex-1" />
      <ChevronsUpDown className="ml-1 size-3.5 shrink-0 text-muted" />
    </span>
  );
}
