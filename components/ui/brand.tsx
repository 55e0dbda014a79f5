import { cn } from "./cn.ts";

/** The bell and the word. With `collapses`, only the bell below 1024 px. */
export function Brand({ collapses = false }: { collapses?: boolean }) {
  return (
    <span className="inline-flex items-center gap-2.5 font-semibold text-lg text-ink tracking-tight">
      <BellMark />
      <span className={cn(collapses && "max-wide:sr-only")}>Tocsin</span>
    </span>
  );
}

function BellMark() {
  return (
    <svg aria-hidden="true" viewBox="0 0 32 32" className="size-6 shrink-0">
      <rect width="32" height="32" rx="7" className="fill-accent" />
      <g className="fill-on-accent">
        <path d="M16 6.5a1.6 1.6 0 0 1 1.6 1.6v.7a6.4 6.4 0 0 1 4.8 6.2v3.9l1.7 2.5a.9.9 0 0 1-.75 1.4H8.65a.9.9 0 0 1-.75-1.4l1.7-2.5V15a6.4 6.4 0 0 1 4.8-6.2v-.7A1.6 1.6 0 0 1 16 6.5Z" />
        <path d="M13.3 24.3h5.4a2.7 2.7 0 0 1-5.4 0Z" />
      </g>
    </svg>
  );
}
