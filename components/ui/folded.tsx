import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";

type FoldedProps = {
  title: string;
  children: ReactNode;
  /** Set both if the caller keeps whether it is unfolded. */
  open?: boolean;
  onToggle?: (open: boolean) => void;
};

/** A folded part that opens at a press. */
export function Folded({ title, children, open, onToggle }: FoldedProps) {
  return (
    <details
      className="group"
      open={open}
      onToggle={onToggle && ((event) => onToggle(event.currentTarget.open))}
    >
      <summary className="flex min-h-6 w-fit list-none items-center gap-1 rounded-sm text-accent-text text-sm hover:underline pointer-coarse:min-h-11 [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden className="size-4 transition-transform group-open:rotate-90" />
        {title}
      </summary>
      <div className="pt-2">{children}</div>
    </details>
  );
}
