import type { Priority } from "#lib/domain/alert/alert.ts";
import { cn } from "./cn.ts";

const LOOKS: Record<Priority, { bars: number; color: string }> = {
  Critical: { bars: 4, color: "text-priority-critical" },
  High: { bars: 3, color: "text-priority-high" },
  Medium: { bars: 2, color: "text-priority-medium" },
  Low: { bars: 1, color: "text-priority-low" },
};

/** A priority as a word and one to four bars, readable without colour. */
export function PriorityBadge({ priority }: { priority: Priority }) {
  const { bars, color } = LOOKS[priority];
  return (
    <span className="inline-flex items-center gap-2 whitespace-nowrap align-top">
      <svg aria-hidden="true" viewBox="0 0 14 12" className={cn("h-3 w-3.5 shrink-0", color)}>
        {[1, 2, 3, 4].map((bar) => (
          <rect
            key={bar}
            x={(bar - 1) * 3.75}
            y={12 - bar * 3}
            width="2.75"
            height={bar * 3}
            rx="0.75"
            fill="currentColor"
            opacity={bar <= bars ? 1 : 0.22}
          />
        ))}
      </svg>
      {priority}
    </span>
  );
}
